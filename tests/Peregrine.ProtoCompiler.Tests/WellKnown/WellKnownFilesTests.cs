using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.WellKnown;
using static Peregrine.ProtoCompiler.Tests.Compiling;

namespace Peregrine.ProtoCompiler.Tests.WellKnown;

public class WellKnownFilesTests
{
    public static TheoryData<string> AllNames => [.. WellKnownFiles.Names];

    [Theory]
    [MemberData(nameof(AllNames))]
    public void An_embedded_file_compiles_without_a_word(string name)
    {
        var compilation = Compile(("main.proto", $"syntax = \"proto3\"; import public \"{name}\";"));
        Assert.Empty(compilation.Diagnostics);
        Assert.True(compilation.FindFile(name)!.IsEmbedded);
    }

    [Fact]
    public void A_file_of_the_user_wins_over_the_embedded_one()
    {
        var compilation = ProtoCompilation.Compile(
        [
            new ProtoSource("main.proto", "syntax = \"proto3\"; import \"google/protobuf/any.proto\"; message A { google.protobuf.Mine m = 1; }"),
            new ProtoSource("google/protobuf/any.proto", "syntax = \"proto3\"; package google.protobuf; message Mine {}"),
        ]);
        Assert.Empty(compilation.Diagnostics);
        Assert.False(compilation.FindFile("google/protobuf/any.proto")!.IsEmbedded);
    }

    [Fact]
    public void The_common_imports_are_there() => Assert.Subset(new HashSet<string>(WellKnownFiles.Names), new HashSet<string>
    {
        "google/protobuf/timestamp.proto", "google/protobuf/descriptor.proto", "google/api/annotations.proto", "google/rpc/status.proto", "google/type/money.proto",
    });
}
