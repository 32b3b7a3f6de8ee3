namespace Peregrine.Packaging.Tests;

/// <summary>The two programs that the README shows.</summary>
internal static class Readme
{
    public const string Server = "Server";
    public const string Client = "Client";

    private static readonly Lazy<IReadOnlyList<ReadmeBlock>> s_blocks = new(static () => ReadmeBlock.ReadAll("README.md"));

    public static IReadOnlyList<ReadmeBlock> Blocks => s_blocks.Value;

    /// <summary>The commands that make the two projects and add the package, one a line.</summary>
    public static IEnumerable<string> InstallCommands => Only("bash").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines that each project file gets.</summary>
    public static string ProjectLines => Only("xml");

    /// <summary>What the client prints.</summary>
    public static string ClientOutput => Only("text");

    /// <summary>Puts every source file that the README shows where it says.</summary>
    public static void WriteSources(Workshop workshop)
    {
        foreach (var block in Blocks.Where(block => block.Language is "csharp" or "proto")) workshop.Write(block.File!, block.Text);
    }

    private static string Only(string language) => Blocks.Single(block => block.Language == language).Text;
}
