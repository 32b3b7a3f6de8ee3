using System.Text.RegularExpressions;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>docs/spec-map.md says of every rule of HTTP/2 and HPACK where it is kept and tested; this holds the page to the code.</summary>
public sealed partial class SpecMapTests
{
    private const string Page = "docs/spec-map.md";
    private const string Cases = "tests/Peregrine.TestKit/Violations/ViolationCases.cs";
    private const string NotOurs = "not ours: ";

    private static readonly Row[] s_rows = [.. ReadRows()];

    [Fact]
    public void Each_rule_names_a_file_and_a_test_or_says_why_it_needs_none()
    {
        var offenders = from row in s_rows
                        where row.Test.StartsWith(NotOurs, StringComparison.Ordinal) ? row.Test.Length < NotOurs.Length + 10 : Names(row.File).Length == 0 || Names(row.Test).Length == 0
                        select row.ToString();
        Offenders.None("A row of the spec map has a section, a rule, a file and a test.", offenders);
        Assert.True(s_rows.Length > 100, $"only {s_rows.Length} rows were found");
    }

    [Fact]
    public void Each_file_of_the_spec_map_exists()
    {
        var offenders = from row in s_rows
                        from file in Names(row.File)
                        where !File.Exists(Path.Combine(Repository.Root, "src", $"Peregrine.{file}"))
                        select $"{row.Section}: src/Peregrine.{file}";
        Offenders.None("The spec map names files that exist.", offenders);
    }

    [Fact]
    public void Each_test_of_the_spec_map_exists()
    {
        var sources = Repository.SourceFiles("tests").ToLookup(file => Path.GetFileNameWithoutExtension(file)!);
        var offenders = from row in s_rows
                        where !row.Test.StartsWith(NotOurs, StringComparison.Ordinal)
                        from name in Names(row.Test)
                        where !Exists(name, sources)
                        select $"{row.Section}: {name}";
        Offenders.None("The spec map names tests that exist.", offenders);
    }

    [Fact]
    public void Each_violation_of_the_RFCs_is_in_the_spec_map()
    {
        var named = s_rows.SelectMany(row => Names(row.Test)).ToHashSet();
        var offenders = from Match member in Documented().Matches(Repository.Read("src/Peregrine.Http2/Violation.cs"))
                        let doc = member.Groups["doc"].Value
                        where (doc.Contains("RFC 9113", StringComparison.Ordinal) || doc.Contains("RFC 7541", StringComparison.Ordinal)) && !doc.StartsWith("Not a broken rule", StringComparison.Ordinal)
                        let name = $"Violation.{member.Groups["name"].Value}"
                        where !named.Contains(name)
                        select name;
        Offenders.None("A violation of a rule has a row in the spec map.", offenders);
    }

    private static bool Exists(string name, ILookup<string, string> sources)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return false;
        var (type, member) = (name[..dot], name[(dot + 1)..]);
        if (type == "Violation") return Repository.Read(Cases).Contains($"Violation.{member},", StringComparison.Ordinal);
        return sources[type].Any(file => Regex.IsMatch(Repository.Read(file), $@"public (async )?(void|Task) {Regex.Escape(member)}\(", RegexOptions.CultureInvariant));
    }

    private static IEnumerable<Row> ReadRows()
    {
        foreach (var line in Repository.Read(Page).Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length < 6 || cells[1] is "§" || cells[1].StartsWith('-')) continue;
            yield return new(cells[1], cells[2], cells[3], cells[4]);
        }
    }

    private static string[] Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"<summary>(?<doc>[^\n]*)</summary>\s+(?<name>\w+),")]
    private static partial Regex Documented();

    private sealed record Row(string Section, string Rule, string File, string Test);
}
