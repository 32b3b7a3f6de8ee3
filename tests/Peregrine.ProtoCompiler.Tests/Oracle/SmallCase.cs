namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>
/// One of many small cases in a text file. <c>=== name</c> begins a case, whose file is then <c>name.proto</c>; <c>--- path</c> begins a further file
/// that it imports.
/// </summary>
internal sealed record SmallCase(string Name, IReadOnlyList<(string Path, string Text)> Files)
{
    public string FileName => Files[0].Path;

    public string Text => Files[0].Text;

    /// <summary>The cases of all text files in a folder.</summary>
    public static IEnumerable<SmallCase> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(path => Parts(File.ReadAllText(path), "=== ")).Select(part => Read(part.Head, part.Body));

    public void WriteTo(string folder)
    {
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private static SmallCase Read(string name, string body) =>
        new(name, [.. Parts($"--- {name}.proto\n{body}", "--- ").Select(part => (part.Head, part.Body))]);

    private static IEnumerable<(string Head, string Body)> Parts(string text, string mark)
    {
        foreach (var part in ("\n" + text).Split("\n" + mark).Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..end].Trim(), part[(end + 1)..] + "\n");
        }
    }
}
