using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Commands;

/// <summary>Brings the words of a command line into one form: <c>@FILE</c> is replaced by its lines, <c>-IPATH</c> and <c>-oFILE</c> by the long flags.</summary>
internal static class ArgumentList
{
    /// <summary>The words; null, and what is wrong.</summary>
    public static IReadOnlyList<string>? Expand(IEnumerable<string> words, Disk disk, out string error)
    {
        error = "";
        var result = new List<string>();
        foreach (var word in words)
        {
            if (!word.StartsWith('@'))
            {
                result.Add(Long(word));
                continue;
            }
            if (disk.Read(word[1..], out var why) is not { } bytes)
            {
                error = $"{word[1..]}: {why}. It is the file with arguments that @ stands before.";
                return null;
            }
            // One line is one argument, with its blanks; there are no quotes.
            var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.TrimEnd('\r'));
            result.AddRange(lines.Where(line => line.Length > 0).Select(Long));
        }
        return result;
    }

    private static string Long(string word) => word switch
    {
        ['-', 'I', _, ..] => "--proto_path=" + word[2..],
        ['-', 'o', _, ..] => "--descriptor_set_out=" + word[2..],
        _ => word,
    };
}
