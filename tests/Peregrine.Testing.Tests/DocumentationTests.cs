namespace Peregrine.Testing.Tests;

public sealed class DocumentationTests
{
    private const string Fence = "```";

    [Fact]
    public void Every_block_of_code_in_docs_testing_is_in_a_test_that_runs()
    {
        var source = File.ReadAllLines(PathOf("tests/Peregrine.Testing.Tests/DocumentedTests.cs")).Select(static line => line.Trim()).ToArray();
        var blocks = Blocks(File.ReadAllLines(PathOf("docs/testing.md"))).ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(Contains(source, block), $"The block that begins with '{block[0]}' is not in DocumentedTests.cs, line by line."));
    }

    private static IEnumerable<string[]> Blocks(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != $"{Fence}csharp") continue;

            var end = Array.IndexOf(lines, Fence, i);
            yield return [.. lines[(i + 1)..end].Select(static line => line.Trim())];
            i = end;
        }
    }

    private static bool Contains(string[] source, string[] block) => Enumerable.Range(0, source.Length - block.Length + 1).Any(at => source.AsSpan(at, block.Length).SequenceEqual(block));

    private static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Peregrine.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, file);
    }
}
