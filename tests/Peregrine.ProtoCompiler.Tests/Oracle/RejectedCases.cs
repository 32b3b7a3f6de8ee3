namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>Corpus/rejected.txt: many small files in one. "=== name" begins one; its text begins in the next line.</summary>
internal static class RejectedCases
{
    public static IEnumerable<(string Name, string Text)> In(string path)
    {
        foreach (var part in File.ReadAllText(path).Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..end].Trim(), part[(end + 1)..]);
        }
    }
}
