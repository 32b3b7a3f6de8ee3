using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>What holds for the repository as a whole.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] s_binary = [".png", ".ico", ".bin", ".pfx", ".gz", ".jar"];

    [Fact]
    public void No_file_names_a_path_of_the_machine_that_it_was_written_on()
    {
        var offenders = from file in Repository.Files()
                        where !s_binary.Contains(Path.GetExtension(file)) && !file.EndsWith($"{nameof(RepositoryTests)}.cs", StringComparison.Ordinal)
                        from line in Repository.Read(file).Split('\n').Index()
                        where OwnPath().IsMatch(line.Item)
                        select $"{file}:{line.Index + 1} {line.Item.Trim()}";
        Offenders.None("A path of one machine means nothing on another.", offenders);
    }

    [Fact]
    public void The_solution_lists_every_project_in_order()
    {
        var listed = XDocument.Parse(Repository.Read("Peregrine.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value).ToList();
        var present = Repository.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));
        Assert.Equal(present.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_versions_are_exact_and_central()
    {
        var offenders = from file in Repository.Files()
                        where Path.GetExtension(file) is ".csproj" or ".props" or ".targets"
                        from element in XDocument.Parse(Repository.Read(file)).Descendants()
                        where IsLoose(element)
                        select $"{file}: {element}";
        Offenders.None("Directory.Packages.props holds one exact version of each package.", offenders);
    }

    /// <summary>Folders under which people and build machines keep their work.</summary>
    [GeneratedRegex("""(?<![\w.)}\]*/-])/(home|root|Users|work|workspace|builds|mnt|tmp/[\w-]+)/|[A-Z]:\\Users\\""")]
    private static partial Regex OwnPath();

    private static bool IsLoose(XElement element) => element.Name.LocalName switch
    {
        "PackageReference" => element.Attribute("Version") is not null,
        "PackageVersion" => element.Attribute("Version") is not { } version || version.Value.Contains('*', StringComparison.Ordinal) || version.Value.Contains('[', StringComparison.Ordinal),
        _ => false,
    };
}
