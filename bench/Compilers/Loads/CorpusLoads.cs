using System.Reflection;
using Corpus;
using Peregrine.ProtocOracle;

namespace Compilers.Loads;

/// <summary>What is compiled: the files that come with protoc, and packages of tests/Corpus, large and small, old and new.</summary>
internal static class CorpusLoads
{
    private static readonly string Repository = typeof(CorpusLoads).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryPath").Value!;

    // The package, and the folder in it.
    private static readonly (string Package, string Folder)[] Chosen =
    [
        ("libignition-msgs-dev", ""),
        ("@hashgraph/proto", ""),
        ("@devvit/protos", ""),
        ("@protobufs/cosmos", ""),
        ("globaloffensive", ""),
        ("google-proto-files", "google/storage/"),
        ("google-proto-files", "google/cloud/compute/"),
        ("google-proto-files", "google/cloud/aiplatform/"),
        ("google-proto-files", "google/ads/googleads/v22/"),
    ];

    /// <summary>The loads whose files are on this machine, smallest first; files that protoc rejects are left out.</summary>
    /// <param name="cache">Where tests/Corpus/fetch puts packages.</param>
    public static IReadOnlyList<Load> All(string cache)
    {
        var corpus = Path.Combine(Repository, "tests", "Corpus");
        var packages = CorpusPackage.ReadList(Path.Combine(corpus, "packages.tsv"), cache);
        var accepted = File.ReadLines(Path.Combine(corpus, "corpus.tsv")).Select(static line => line.Split('\t'))
            .Where(static columns => columns is [_, _, "Equal"])
            .Select(static columns => (Package: columns[0], File: columns[1]))
            .ToHashSet();
        var units = CorpusUnit.Of(packages, [Protoc.IncludePath]).ToLookup(static unit => unit.Name);
        return
        [
            new("one file", [Path.Combine(Repository, "samples", "Greeter")], ["greet.proto"]),
            .. Chosen.Where(choice => units.Contains(choice.Package))
                .Select(choice => Of(choice.Folder, units[choice.Package].MaxBy(static unit => unit.Files.Count)!, accepted))
                .OrderBy(static load => load.Bytes),
        ];
    }

    private static Load Of(string folder, CorpusUnit unit, HashSet<(string Package, string File)> accepted) => new(
        folder.Length > 0 ? folder : unit.Name,
        unit.Roots,
        [.. unit.Files.Where(file => accepted.Contains((file.Package, file.Path)) && file.ImportPath.StartsWith(folder, StringComparison.Ordinal)).Select(static file => file.ImportPath)]);
}
