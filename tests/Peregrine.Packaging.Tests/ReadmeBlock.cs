namespace Peregrine.Packaging.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Caption">The last line of text above it: the name of the file, for source files.</param>
internal sealed record ReadmeBlock(string Language, string Caption, string Text)
{
    private const string Fence = "```";

    /// <summary>The file that the caption names, or null.</summary>
    public string? File => Caption is ['`', .. var name, '`'] && !name.Contains('`', StringComparison.Ordinal) ? name : null;

    /// <summary>All blocks of a page, which is named from the root of the repository.</summary>
    public static IReadOnlyList<ReadmeBlock> ReadAll(string page)
    {
        var blocks = new List<ReadmeBlock>();
        var lines = System.IO.File.ReadAllLines(Repository.PathOf(page));
        var caption = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                if (lines[i].Length > 0) caption = lines[i];
                continue;
            }

            var end = Array.IndexOf(lines, Fence, i + 1);
            blocks.Add(new ReadmeBlock(lines[i][Fence.Length..], caption, string.Join('\n', lines[(i + 1)..end]) + "\n"));
            i = end;
        }

        return blocks;
    }
}
