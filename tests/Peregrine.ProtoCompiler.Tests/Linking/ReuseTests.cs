using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Linking;

/// <summary>
/// What was linked is taken over by later compilations, as long as it would come out the same. Alone: when others link the files that the compiler brings along at the
/// same moment, the last one's stay, and the next compilation links anew what was linked with the others.
/// </summary>
[Collection(nameof(ReuseTests))]
[CollectionDefinition(nameof(ReuseTests), DisableParallelization = true)]
public sealed class ReuseTests
{
    private const string Leaf = "syntax = \"proto3\"; package a; message Leaf { int32 x = 1; }";
    private const string Importing = "syntax = \"proto3\"; package a; import \"leaf.proto\"; message Importing { Leaf leaf = 1; }";
    private const string Indirect = "syntax = \"proto3\"; package a; import \"importing.proto\"; message Indirect { Importing one = 1; }";
    private const string Apart = "syntax = \"proto3\"; package a; import \"google/protobuf/any.proto\"; message Apart { google.protobuf.Any any = 1; }";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    [Fact]
    public void A_file_is_linked_again_only_when_it_or_one_that_it_imports_has_changed()
    {
        With("leaf.proto", Leaf).With("importing.proto", Importing).With("indirect.proto", Indirect).With("apart.proto", Apart);
        var before = Compile();

        var after = With("importing.proto", Importing + " message More { }").Compile();

        Assert.Equal(["importing.proto", "indirect.proto"], after.Files.Where(file => before.FindFile(file.Name) != file).Select(static file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Warnings_of_files_that_are_not_linked_again_are_said_again()
    {
        With("leaf.proto", Leaf).With("user.proto", "syntax = \"proto3\"; import \"leaf.proto\"; message User { }");
        var before = Compile();

        var after = With("other.proto", Apart).Compile();

        Assert.Same(before.FindFile("user.proto"), after.FindFile("user.proto"));
        Assert.Equal(["PRG0103"], after.Diagnostics.Select(static finding => finding.Id));
    }

    [Fact]
    public void A_file_with_an_error_does_not_make_the_others_be_linked_again()
    {
        var before = With("leaf.proto", Leaf).With("importing.proto", Importing).With("apart.proto", Apart).Compile();

        var after = With("importing.proto", Importing + " message M { Unknown u = 1; }").Compile();

        Assert.Single(after.Diagnostics);
        Assert.Same(before.FindFile("leaf.proto"), after.FindFile("leaf.proto"));
        Assert.Same(before.FindFile("apart.proto"), after.FindFile("apart.proto"));
    }

    [Fact]
    public void A_name_that_another_file_takes_now_is_reported_in_the_later_file_as_if_both_were_new()
    {
        With("a.proto", "syntax = \"proto3\"; package p;").With("b.proto", "syntax = \"proto3\"; package p; message M { }").Compile();

        var after = With("a.proto", "syntax = \"proto3\"; package p; message M { int32 x = 1; }").Compile();

        Assert.Equal("b.proto", Assert.Single(after.Diagnostics).Source.Name);
        Assert.True(after.FindFile("b.proto")?.HasErrors);
    }

    [Fact]
    public void A_number_that_another_extension_takes_now_is_reported_in_the_later_file_as_if_both_were_new()
    {
        With("base.proto", "syntax = \"proto2\"; message B { extensions 100 to 200; }")
            .With("a.proto", "syntax = \"proto2\"; import \"base.proto\"; extend B { optional int32 a = 100; }")
            .With("b.proto", "syntax = \"proto2\"; import \"base.proto\"; extend B { optional int32 b = 101; }")
            .Compile();

        var found = With("a.proto", "syntax = \"proto2\"; import \"base.proto\"; extend B { optional int32 a = 101; }").Compile().Diagnostics;

        Assert.Equal("b.proto", Assert.Single(found).Source.Name);
    }

    [Fact]
    public void Options_are_interpreted_again_when_a_file_brings_another_descriptor_proto()
    {
        var before = With("leaf.proto", "syntax = \"proto3\"; option java_package = \"x\"; message Leaf { }").Compile();

        var after = With("options.proto", "syntax = \"proto2\"; import \"google/protobuf/descriptor.proto\"; extend google.protobuf.FileOptions { optional int32 o = 50000; }").Compile();

        Assert.NotSame(before.FindFile("leaf.proto"), after.FindFile("leaf.proto"));
        Assert.Same(after.FindFile("google/protobuf/descriptor.proto"), after.FindFile("leaf.proto")?.RawOptions.Type?.File);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void After_any_edits_the_outcome_is_that_of_a_compilation_of_new_texts(int seed)
    {
        var edits = new RandomEdits(seed);
        for (var i = 0; i < 250; i++)
        {
            edits.Apply(_texts);

            Assert.Equal(Outcome(Compile(static text => new string(text.AsSpan()))), Outcome(Compile()));
        }
    }

    private ReuseTests With(string name, string text)
    {
        _texts[name] = new string(text.AsSpan()); // other tests have the same literals
        return this;
    }

    private ProtoCompilation Compile() => Compile(static text => text);

    private ProtoCompilation Compile(Func<string, string> copy) =>
        ProtoCompilation.Compile([.. _texts.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(file => new ProtoSource(file.Key, copy(file.Value)))], cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<string> Outcome(ProtoCompilation compilation) =>
    [
        .. compilation.AllFiles.Select(static file => $"{file.Name} {file.HasErrors} {(file.HasErrors ? "" : Convert.ToBase64String(file.ToFileDescriptorProtoBytes(includeJsonNames: true, includeSourceInfo: true)))}"),
        .. compilation.Diagnostics.Select(static finding => finding.ToString()),
    ];
}
