using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Peregrine.Architecture.Tests.Budgets;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>What the files of src look like.</summary>
public sealed class SourceTreeTests
{
    /// <summary>The files at the root of these projects are what users see, so they live in the product's namespace.</summary>
    private static readonly HashSet<string> s_rootedInPeregrine = ["Peregrine.Client", "Peregrine.Core", "Peregrine.Server"];

    private static readonly string[] s_unfinished = ["TODO", "FIXME", "HACK", "XXX", nameof(NotImplementedException)];

    [Fact]
    public void The_folder_is_the_namespace()
    {
        var offenders = from file in SourceFile.All
                        from space in file.Namespaces()
                        let name = space.Name.ToString()
                        where name != Expected(file) && !name.StartsWith("System.", StringComparison.Ordinal)
                        select $"{file.Path}: {name} should be {Expected(file)}";
        Offenders.None("A file's folder is its namespace.", offenders);
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        Offenders.None("src holds no TODO and throws no NotImplementedException.", Lines(line => s_unfinished.Any(word => HasWord(line, word))));
    }

    [Fact]
    public void There_are_no_regions_and_no_conditional_code()
    {
        var offenders = from file in SourceFile.All
                        from directive in file.Root.DescendantTrivia(descendIntoTrivia: true)
                        where directive.IsKind(SyntaxKind.RegionDirectiveTrivia) || directive.IsKind(SyntaxKind.IfDirectiveTrivia)
                        select $"{file.Path}:{file.Root.SyntaxTree.GetLineSpan(directive.Span).StartLinePosition.Line + 1} {directive.ToString().Trim()}";
        Offenders.None("One target framework, no regions.", offenders);
    }

    [Fact]
    public void No_file_starts_with_a_licence_header()
    {
        Offenders.None(
            "The licence is the file LICENSE.",
            SourceFile.All.Where(file => file.Root.GetLeadingTrivia().ToString().Contains("icense", StringComparison.Ordinal)).Select(file => file.Path));
    }

    private static string Expected(SourceFile file)
    {
        var folder = file.Folder.Length == 0 ? "" : $".{file.Folder}";
        return file.Project switch
        {
            "Peregrine.Core" => $"Peregrine{folder}",
            _ when folder.Length == 0 && s_rootedInPeregrine.Contains(file.Project) => "Peregrine",
            _ => $"{file.Project}{folder}",
        };
    }

    private static IEnumerable<string> Lines(Func<string, bool> which) =>
        from file in SourceFile.All
        from line in file.Root.SyntaxTree.GetText().Lines
        where which(line.ToString())
        select $"{file.Path}:{line.LineNumber + 1} {line.ToString().Trim()}";

    private static bool HasWord(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!IsWordPart(line, at - 1) && !IsWordPart(line, at + word.Length)) return true;
        }

        return false;
    }

    private static bool IsWordPart(string line, int at) => at >= 0 && at < line.Length && (char.IsLetterOrDigit(line[at]) || line[at] == '_');
}
