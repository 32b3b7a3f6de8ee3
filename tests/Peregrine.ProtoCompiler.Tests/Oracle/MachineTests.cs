using Peregrine.ProtoCompiler.WellKnown;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>Whatever .proto files the machine has (packages of the distribution): same bytes, same refusals.</summary>
public class MachineTests(ITestOutputHelper output)
{
    private static readonly string[] Folders = ["/usr/include", "/usr/share/gocode/src", "/usr/share/protobuf"];

    [Fact]
    public void Files_of_the_machine_give_the_same_result()
    {
        var results = new List<Comparison>();
        var embedded = WriteEmbeddedFiles();
        foreach (var root in Folders.Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateFiles(root, "*.proto", new EnumerationOptions { RecurseSubdirectories = true }).Order(StringComparer.Ordinal))
            {
                string[] roots = [root, Protoc.IncludePath, embedded];
                results.Add(Comparison.Of(roots, Path.GetRelativePath(root, path), sourceInfo: true));
            }
        }
        Directory.Delete(embedded, recursive: true);
        output.WriteLine($"machine: {results.Count} files, {results.Count(r => r.Verdict == Verdict.Equal)} equal, {results.Count(r => r.Verdict == Verdict.RejectedAtTheSameLine)} rejected in the same line");
        Assert.All(results, result => Assert.True(result.IsGood, $"{result.File}: {result.Verdict} {result.Detail}"));
    }

    // What our compiler brings along, protoc must be given.
    private static string WriteEmbeddedFiles()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        foreach (var name in WellKnownFiles.Names)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, WellKnownFiles.FindText(name));
        }
        return folder;
    }
}
