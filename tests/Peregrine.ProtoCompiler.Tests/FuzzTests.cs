using System.Text;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Peregrine.ProtoCompiler.Tests;

public class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "(", ")", "<", ">", ";", ",", ".", "=", ":", "-", "\"", "'", "/*", "*/", "//", "\\", "\0", "\n", "é", "\uD800", "0x", "08", "1e", "99999999999999999999",
        "message", "enum", "service", "rpc", "returns", "stream", "oneof", "map", "group", "extend", "extensions", "reserved", "to", "max", "option", "import", "public", "weak",
        "package", "syntax", "edition", "optional", "required", "repeated", "default", "json_name", "features", "export", "local", "int32", "string", "inf", "nan",
    ];

    /// <summary>PEREGRINE_FUZZ_COUNT makes it longer.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("PEREGRINE_FUZZ_COUNT"), out var count) ? count : 3000;

    [Fact]
    public void Mutated_files_give_diagnostics_or_descriptors_and_never_an_exception()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Corpus", "accepted");
        var texts = Directory.EnumerateFiles(root, "*.proto", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var resolver = new FolderResolver(root);
        var accepted = 0;
        for (var seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            var text = Mutate(texts[random.Next(texts.Count)], random);
            var compilation = ProtoCompilation.Compile([new ProtoSource("fuzz.proto", text)], resolver);
            Assert.All(compilation.Diagnostics, d => Assert.InRange(d.Span.End, d.Span.Start, d.Source.Text.Length));
            _ = string.Concat(compilation.Diagnostics);
            foreach (var file in compilation.Files.Where(f => !f.HasErrors))
            {
                accepted++;
                Assert.NotEmpty(file.ToFileDescriptorProtoBytes(includeJsonNames: true, includeSourceInfo: true));
            }
        }
        output.WriteLine($"{Count} mutated files, {accepted} accepted");
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

    private static string Mutate(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var i = random.Next(1, 5); i > 0 && result.Length > 0; i--)
        {
            var at = random.Next(result.Length);
            switch (random.Next(5))
            {
                case 0:
                    result.Remove(at, Math.Min(random.Next(1, 20), result.Length - at));
                    break;
                case 1:
                    result.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    var from = random.Next(text.Length);
                    result.Insert(at, text.AsSpan(from, Math.Min(30, text.Length - from)));
                    break;
                case 3:
                    result[at] = (char)random.Next(0, 0x180);
                    break;
                default:
                    result.Length = at;
                    break;
            }
        }
        return result.ToString();
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
