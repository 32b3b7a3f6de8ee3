using System.Text;
using Peregrine.ProtoCompiler.Tests.Fuzzing;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Peregrine.ProtoCompiler.Tests;

public class FuzzTests(ITestOutputHelper output)
{
    /// <summary>PEREGRINE_FUZZ_COUNT makes it longer; ./test fuzz-proto mutates the files of the corpus, too.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("PEREGRINE_FUZZ_COUNT"), out var count) ? count : 3000;

    [Fact]
    public void Mutated_files_give_diagnostics_or_descriptors_and_never_an_exception()
    {
        var corpus = Path.Combine(AppContext.BaseDirectory, "Corpus");
        var texts = Directory.EnumerateFiles(Path.Combine(corpus, "accepted"), "*.proto", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Concat(SmallCase.In(Path.Combine(corpus, "accepted")).Select(c => c.Text))
            .Concat(SmallCase.In(Path.Combine(corpus, "rejected")).Select(c => c.Text)).ToList();
        var mutator = new ProtoMutator(texts);
        var resolver = new FolderResolver(Path.Combine(corpus, "accepted"));
        var accepted = Enumerable.Range(0, Count).AsParallel().Count(seed => FuzzCase.Run(mutator, seed, resolver).IsAccepted);
        output.WriteLine($"{Count} mutated files, {accepted} accepted");
        Assert.InRange(accepted, 1, Count - 1);
    }

    [Fact]
    public void A_file_cut_anywhere_gives_diagnostics_or_descriptors()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", "accepted", "proto2.proto"));
        for (var length = 0; length < text.Length; length++)
        {
            var compilation = Compiling.Compile(text[..length]);
            Assert.True(compilation.Diagnostics.Count > 0 || compilation.Files[0].ToFileDescriptorProtoBytes(includeSourceInfo: true).Length > 0);
        }
    }

    [Theory]
    [InlineData("message A { ", 100_000)]
    [InlineData("option a = { b { ", 100_000)]
    [InlineData("option a = { b: [", 100_000)]
    [InlineData("option a = { b < ", 100_000)]
    [InlineData("{ ", 100_000)]
    [InlineData("option a.", 100_000)]
    [InlineData("message A { optional group G = 1 { ", 50_000)]
    [InlineData("package a.", 100_000)]
    [InlineData("a.", 200_000)]
    [InlineData("\"a\" ", 100_000)]
    [InlineData("/* ", 100_000)]
    [InlineData("enum E { A = ", 50_000)]
    public void Repetition_exhausts_neither_stack_nor_patience(string piece, int count)
    {
        var text = "syntax = \"proto2\"; " + string.Concat(Enumerable.Repeat(piece, count));
        Assert.NotEmpty(Compiling.Compile(text).Diagnostics);
    }

    [Fact]
    public void Many_members_cost_no_more_each_than_few()
    {
        var text = new StringBuilder("syntax = \"proto2\"; message A {\n");
        for (var i = 1; i <= 30_000; i++)
            text.Append($"optional A f{i} = {i * 3}; extensions {i * 3 + 1}; reserved {i * 3 + 2};\n");
        var file = Assert.Single(Compiling.Compile(text.Append('}').ToString()).Files);
        Assert.Equal(30_000, file.Messages[0].Fields.Count);
    }

    [Fact]
    public void A_long_chain_of_imports_is_no_recursion()
    {
        var files = Enumerable.Range(0, 2000).Select(i => ($"f{i}.proto", "syntax = \"proto3\";" + (i < 1999 ? $"import public \"f{i + 1}.proto\";" : "message Last {}")));
        Assert.Empty(Compiling.Compile([.. files.Take(2000)]).Diagnostics);
    }
}
