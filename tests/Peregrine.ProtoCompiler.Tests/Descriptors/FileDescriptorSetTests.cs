using System.Text.RegularExpressions;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.Tests.Oracle;
using Peregrine.ProtoCompiler.WellKnown;

namespace Peregrine.ProtoCompiler.Tests.Descriptors;

/// <summary>A file that is read from its descriptor is the file that was written there.</summary>
public partial class FileDescriptorSetTests
{
    private static readonly string Accepted = Path.Combine(AppContext.BaseDirectory, "Corpus", "accepted");

    public static TheoryData<string> CorpusFiles =>
        [.. Directory.EnumerateFiles(Accepted, "*.proto", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Accepted, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(CorpusFiles))]
    public void A_file_of_the_corpus_comes_back_from_its_descriptor_set(string file)
    {
        var resolver = new FolderResolver(Accepted, Protoc.IncludePath);
        ComesBack(ProtoCompilation.Compile([resolver.Resolve(file)!], resolver));
    }

    [Fact]
    public void The_files_that_come_with_the_compiler_come_back_from_their_descriptor_set() =>
        ComesBack(ProtoCompilation.Compile([.. WellKnownFiles.Names.Select(name => new ProtoSource(name, WellKnownFiles.FindText(name)!))]));

    [Fact]
    public void A_text_can_import_a_file_that_is_there_as_a_descriptor_only()
    {
        var imported = Compiling.CompileFile("syntax = \"proto3\"; package p; message M { int32 a = 1; } enum E { ZERO = 0; }").ToFileDescriptorProtoBytes();
        var compilation = ProtoCompilation.Compile(
        [
            new ProtoSource("b.proto", "syntax = \"proto3\"; import \"a.proto\"; message N { p.M m = 1; p.E e = 2; }"),
            new ProtoSource("a.proto", "") { FileDescriptorProto = imported },
        ]);
        Assert.Empty(compilation.Diagnostics);
        Assert.Same(compilation.FindFile("a.proto")!.Messages[0], compilation.FindFile("b.proto")!.Messages[0].Fields[0].MessageType);
    }

    [Fact]
    public void Options_that_no_file_declares_are_kept()
    {
        var bytes = new WireWriter();
        bytes.String(1, "a.proto");
        var options = bytes.BeginMessage(8);
        bytes.String(37, "Known");
        bytes.Integer(50123, 7);
        bytes.EndMessage(options);
        bytes.String(12, "proto3");
        var compilation = ProtoCompilation.Compile([FileDescriptorSet.ReadFile(bytes.ToArray())!]);
        Assert.Equal("Known", compilation.Files[0].Options.CsharpNamespace);
        Assert.Equal(bytes.ToArray(), compilation.Files[0].ToFileDescriptorProtoBytes());
    }

    [Fact]
    public void A_set_cut_anywhere_is_no_set_or_has_fewer_files_and_never_throws()
    {
        var resolver = new FolderResolver(Accepted, Protoc.IncludePath);
        var whole = SetOf(ProtoCompilation.Compile([resolver.Resolve("options/user.proto")!, resolver.Resolve("proto2.proto")!], resolver));
        for (var length = 0; length < whole.Length; length += 7)
        {
            if (FileDescriptorSet.Read(whole[..length]) is { } files)
                ProtoCompilation.Compile(files);
        }
    }

    [Fact]
    public void A_descriptor_with_any_byte_changed_never_throws()
    {
        var resolver = new FolderResolver(Accepted, Protoc.IncludePath);
        var whole = resolver.Resolve("proto2.proto") is { } source ? ProtoCompilation.Compile([source], resolver).Files[0].ToFileDescriptorProtoBytes(true, true) : [];
        Assert.NotEmpty(whole);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            ProtoCompilation.Compile([new ProtoSource("a.proto", "") { FileDescriptorProto = changed }], resolver);
        }
    }

    [Fact]
    public void What_is_no_descriptor_is_one_diagnostic()
    {
        var compilation = ProtoCompilation.Compile([new ProtoSource("a.proto", "") { FileDescriptorProto = [0x22, 0x7F] }]);
        Assert.Equal("PRG0120", Assert.Single(compilation.Diagnostics).Id);
        Assert.True(compilation.Files[0].HasErrors);
    }

    private static void ComesBack(ProtoCompilation written)
    {
        Assert.DoesNotContain(written.Diagnostics, d => d.IsError);
        var read = ProtoCompilation.Compile(FileDescriptorSet.Read(SetOf(written))!);
        Assert.DoesNotContain(read.Diagnostics, d => d.IsError);
        Assert.Equal(written.AllFiles.Count, read.AllFiles.Count);
        foreach (var (first, second) in written.AllFiles.Zip(read.AllFiles))
        {
            Assert.Equal(first.Name, second.Name);
            Assert.Equal(first.ToFileDescriptorProtoBytes(true, true), second.ToFileDescriptorProtoBytes(true, true));
            Assert.Equal(MessagesOf(first), MessagesOf(second));
            Assert.Equal(CSharpEmitter.EmitServices(first, new EmitOptions()), CSharpEmitter.EmitServices(second, new EmitOptions()));
        }
    }

    // Without the descriptor, where a set cannot tell a JSON name that the file repeats from one that it leaves out.
    private static string MessagesOf(FileDescriptor file) => Base64Line().Replace(CSharpEmitter.EmitMessages(file, new EmitOptions()), "");

    [GeneratedRegex("^[A-Za-z0-9+/=]+$", RegexOptions.Multiline)]
    private static partial Regex Base64Line();

    private static byte[] SetOf(ProtoCompilation compilation) =>
        FileDescriptorSet.Write(compilation.AllFiles.Select(file => file.ToFileDescriptorProtoBytes(includeJsonNames: true, includeSourceInfo: true)));
}
