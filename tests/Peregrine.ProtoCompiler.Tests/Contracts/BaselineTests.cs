using Peregrine.ProtoCompiler.Contracts;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class BaselineTests
{
    private static readonly (string, string)[] Files =
    [
        ("b.proto", "syntax = \"proto3\"; import \"google/protobuf/any.proto\"; import \"a.proto\"; message B { A a = 1; google.protobuf.Any any = 2; } // with a comment"),
        ("a.proto", "syntax = \"proto3\"; message A {}"),
    ];

    [Fact]
    public void The_same_files_in_another_order_give_the_same_bytes() =>
        Assert.Equal(Baseline.Write(Compiling.Compile(Files).Files), Baseline.Write(Compiling.Compile([.. Files.Reverse()]).Files.Reverse()));

    [Fact]
    public void A_file_stands_behind_those_it_imports_and_imports_are_not_under_contract()
    {
        var bytes = Baseline.Write(Compiling.Compile(Files).Files);
        Assert.Equal(["a.proto", "google/protobuf/any.proto", "b.proto"], Google.Protobuf.Reflection.FileDescriptorSet.Parser.ParseFrom(bytes).File.Select(file => file.Name));
        Assert.Equal(["a.proto", "b.proto"], Baseline.Read(bytes, out _)!.Files.Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Imports_that_are_not_under_contract_are_marked_as_buf_marks_them()
    {
        var compilation = Compiling.Compile(Files);
        var bytes = Baseline.Write([compilation.FindFile("b.proto")!]);
        Assert.Equal(["b.proto"], Baseline.Read(bytes, out _)!.Files.Select(file => file.Name));
        // buf_extension: { is_import: true }
        Assert.True(bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xD2, 0xF6, 0x03, 0x02, 0x08, 0x01]) > 0);
    }

    [Fact]
    public void It_has_no_places_and_no_comments() =>
        Assert.All(Google.Protobuf.Reflection.FileDescriptorSet.Parser.ParseFrom(Baseline.Write(Compiling.Compile(Files).Files)).File, file => Assert.Null(file.SourceCodeInfo));

    [Fact]
    public void A_set_that_protoc_wrote_is_a_baseline()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        foreach (var (name, text) in Files)
            File.WriteAllText(Path.Combine(folder, name), text);
        var set = Protoc.Compile([folder, Protoc.IncludePath], "b.proto").DescriptorSet!;
        Directory.Delete(folder, recursive: true);
        Assert.Equal(["a.proto", "b.proto"], Baseline.Read(set, out _)!.Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x0A, 0x00 })]
    public void What_is_no_set_is_refused_with_a_reason(byte[] bytes)
    {
        Assert.Null(Baseline.Read(bytes, out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void A_baseline_of_the_corpus_finds_nothing_in_the_corpus()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Corpus", "accepted");
        var resolver = new FolderResolver(root, Protoc.IncludePath);
        var names = Directory.EnumerateFiles(root, "*.proto", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
        foreach (var name in names)
        {
            var files = ProtoCompilation.Compile([resolver.Resolve(name)!], resolver).Files;
            Assert.Empty(Contract.Check(Baseline.Read(Baseline.Write(files), out _)!, files, new ContractSettings("api.binpb", ContractLevel.Source, "")));
        }
    }
}
