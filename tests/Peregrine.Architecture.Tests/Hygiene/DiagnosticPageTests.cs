using System.Text.RegularExpressions;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>Whoever meets a diagnostic finds what it means, and the page tells of nothing that does not exist.</summary>
public sealed partial class DiagnosticPageTests
{
    private const string Page = "docs/diagnostics.md";

    [Fact]
    public void Each_id_of_the_generator_and_the_build_has_a_section()
    {
        var offenders = from file in Repository.Files()
                        where file.StartsWith("src/Peregrine.Generator/", StringComparison.Ordinal) || file.StartsWith("src/Peregrine/", StringComparison.Ordinal)
                        from id in Id().Matches(Repository.Read(file)).Select(match => match.Value).Distinct()
                        where !Repository.Read(Page).Contains($"\n## {id}\n", StringComparison.Ordinal)
                        select $"{id} in {file}";
        Offenders.None($"Each diagnostic has its section in {Page}.", offenders);
    }

    [Fact]
    public void The_sections_are_in_order_and_each_says_what_to_do()
    {
        var sections = Repository.Read(Page).Split("\n## ")[1..];
        var ids = sections.Select(section => section[..7]).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Distinct(), ids);
        Offenders.None("Each section has a title with the severity, an explanation and a way out.", sections.Where(section => !Section().IsMatch(section)).Select(section => section[..7]));
    }

    [GeneratedRegex(@"\bPRG\d{4}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\APRG\d{4}\n\n[^\n]+ \((error|warning)\)\.\n\n[^\n].*\n\n\*\*What to do\.\*\* [^\n]+", RegexOptions.Singleline)]
    private static partial Regex Section();
}
