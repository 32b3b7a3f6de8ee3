using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>Our own corner cases: what protoc accepts must give the same bytes, what it rejects must be rejected in the same line.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Corpus");
    private static readonly string Accepted = Path.Combine(Root, "accepted");
    private static readonly string Rejected = Path.Combine(Root, "rejected");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Accepted_files_give_the_same_descriptor_set(bool sourceInfo)
    {
        var files = Directory.EnumerateFiles(Accepted, "*.proto", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Accepted, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        var results = files.ConvertAll(file => Comparison.Of([Accepted, Protoc.IncludePath], file, sourceInfo));
        Report("corpus" + (sourceInfo ? " with source info" : ""), results);
        Assert.All(results, result => Assert.True(result.Verdict == Verdict.Equal, $"{result.File}: {result.Verdict} {result.Detail}"));
    }

    [Fact]
    public void Small_accepted_files_give_the_same_descriptor_set() => Judge("small accepted", Accepted, Verdict.Equal);

    [Fact]
    public void Rejected_files_are_rejected_in_the_same_line() => Judge("rejected", Rejected, Verdict.RejectedAtTheSameLine);

    [Fact]
    public void A_rejected_file_never_hides_the_errors_of_another()
    {
        var sources = SmallCase.In(Rejected).Where(c => c.Files.Count == 1).Take(20).Select(c => new ProtoSource(c.FileName, c.Text)).ToList();
        sources.Add(new ProtoSource("fine.proto", "syntax = \"proto3\"; package fine; message Fine {}"));
        var compilation = ProtoCompilation.Compile(sources);
        Assert.False(compilation.FindFile("fine.proto")!.HasErrors);
        Assert.All(sources.Take(20), source => Assert.True(compilation.FindFile(source.Name)!.HasErrors, source.Name));
    }

    private void Judge(string name, string cases, Verdict expected)
    {
        var results = SmallCase.In(cases).AsParallel().AsOrdered().Select(small =>
        {
            var folder = Directory.CreateTempSubdirectory().FullName;
            small.WriteTo(folder);
            var result = Comparison.Of([folder, Protoc.IncludePath], small.FileName, sourceInfo: true);
            if (result.Verdict == Verdict.Equal)
                result = Comparison.Of([folder, Protoc.IncludePath], small.FileName);
            Directory.Delete(folder, recursive: true);
            return result;
        }).ToList();
        Report(name, results);
        Assert.All(results, result => Assert.True(result.Verdict == expected, $"{result.File}: {result.Verdict} {result.Detail}"));
    }

    private void Report(string name, List<Comparison> results)
    {
        output.WriteLine($"{name}: {results.Count} files, {results.Count(r => r.Verdict == Verdict.Equal)} equal, {results.Count(r => r.Verdict == Verdict.RejectedAtTheSameLine)} rejected in the same line");
        foreach (var result in results.Where(r => !r.IsGood))
            output.WriteLine($"{result.Verdict}: {result.File}: {result.Detail}");
    }
}
