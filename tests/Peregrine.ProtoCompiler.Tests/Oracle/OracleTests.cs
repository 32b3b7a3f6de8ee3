namespace Peregrine.ProtoCompiler.Tests.Oracle;

public class OracleTests(ITestOutputHelper output)
{
    [Fact]
    public void Well_known_files_compile_to_the_same_descriptors() =>
        Judge(Protoc.IncludePath, [Protoc.IncludePath], FilesIn(Protoc.IncludePath));

    [Fact]
    public void Embedded_well_known_files_have_the_same_descriptors_as_those_of_the_package()
    {
        foreach (var file in FilesIn(Protoc.IncludePath))
        {
            var source = new ProtoSource("main.proto", $"syntax = \"proto3\"; import public \"{file}\";");
            var compilation = Peregrine.ProtoCompiler.Linking.ProtoCompilation.Compile([source]);
            var root = Directory.CreateTempSubdirectory().FullName;
            File.WriteAllText(Path.Combine(root, "main.proto"), source.Text);
            var expected = Protoc.Compile([root, Protoc.IncludePath], "main.proto").DescriptorSet;
            Assert.Equal(expected, DescriptorSet.Of(compilation.AllFiles, sourceInfo: false));
            Directory.Delete(root, recursive: true);
        }
    }

    private static string[] FilesIn(string root) =>
        [.. Directory.EnumerateFiles(root, "*.proto", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private void Judge(string name, string[] roots, string[] files)
    {
        var results = files.Select(file => Comparison.Of(roots, file)).ToList();
        var bad = results.Where(r => !r.IsGood).ToList();
        output.WriteLine($"{name}: {files.Length} files, {results.Count(r => r.Verdict == Verdict.Equal)} equal, {results.Count(r => r.Verdict == Verdict.RejectedAtTheSameLine)} rejected at the same line, {bad.Count} bad");
        foreach (var result in bad)
            output.WriteLine($"{result.Verdict}: {result.File}: {result.Detail}");
        Assert.Empty(bad);
        Assert.NotEmpty(files);
    }
}
