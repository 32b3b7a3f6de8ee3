namespace Peregrine.Architecture.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<string> Projects => [.. Repository.ShippedProjects];

    [Fact]
    public void Every_assembly_in_src_has_its_place_in_the_order()
    {
        Assert.Equal(Repository.ShippedProjects, LayerPlan.Assemblies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Repository.ShippedProjects, LayerPlan.Namespaces.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_references_only_what_stands_below_it(string project)
    {
        using var assembly = CompiledAssembly.Open(project);
        var allowed = LayerPlan.Assemblies[project];
        Offenders.None(
            $"{project} may reference {(allowed.Length == 0 ? "only the base class library" : string.Join(", ", allowed))}.",
            assembly.References().Where(reference => !allowed.Contains(reference) && !IsBaseClassLibrary(reference)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_uses_only_those_below_it(string project)
    {
        using var assembly = CompiledAssembly.Open(project);
        var ranks = Ranks(project);
        var unplaced = assembly.Namespaces().Where(name => !ranks.ContainsKey(name) && !IsPolyfill(name));
        Offenders.None($"Every namespace of {project} stands in LayerPlan.Namespaces.", unplaced);

        var upwards = assembly.Uses()
            .Where(use => use.Used.Assembly == project && ranks.TryGetValue(use.User.Namespace, out var user) && ranks.TryGetValue(use.Used.Namespace, out var used) && GoesUp(user, used, use))
            .Where(use => !IsKnown(use))
            .Select(use => use.ToString());
        Offenders.None($"In {project} a type uses only its own layer and lower ones.", upwards);
    }

    [Fact]
    public void Every_known_exception_is_still_needed_and_has_a_reason()
    {
        var uses = new HashSet<(string, string)>();
        foreach (var project in Repository.ShippedProjects)
        {
            using var assembly = CompiledAssembly.Open(project);
            uses.UnionWith(assembly.Uses().Select(use => (use.User.ToString(), use.Used.ToString())));
        }

        var stale = LayerPlan.KnownExceptions.Where(known => known.Reason.Length == 0 || !uses.Contains((known.User, known.Used)));
        Offenders.None("A known exception names a use that exists, and why it may stay.", stale.Select(known => $"{known.User} uses {known.Used}"));
    }

    private static Dictionary<string, (int Rank, int Place)> Ranks(string project) => LayerPlan.Namespaces[project]
        .SelectMany((layer, rank) => layer.Select((name, place) => (name, rank, place)))
        .ToDictionary(entry => entry.name, entry => (entry.rank, entry.place), StringComparer.Ordinal);

    /// <summary>Up, or sideways between two neighbours of one layer.</summary>
    private static bool GoesUp((int Rank, int Place) user, (int Rank, int Place) used, TypeUse use) =>
        used.Rank > user.Rank || (used.Rank == user.Rank && use.User.Namespace != use.Used.Namespace);

    private static bool IsKnown(TypeUse use) => LayerPlan.KnownExceptions.Any(known => known.User == use.User.ToString() && known.Used == use.Used.ToString());

    private static bool IsBaseClassLibrary(string name) =>
        name is "netstandard" or "mscorlib" || (name.StartsWith("System.", StringComparison.Ordinal) && File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll")));

    /// <summary>Types that a netstandard2.0 assembly declares, or gets, because the compiler asks for them.</summary>
    private static bool IsPolyfill(string name) => name is "Microsoft.CodeAnalysis" || name.StartsWith("System.", StringComparison.Ordinal);
}
