using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Outputs;

public class DependencyFileTests
{
    [Theory]
    [InlineData("-oset.pb")]
    [InlineData("-oset.pb", "--csharp_out=.")]
    [InlineData("--csharp_out=./out/")]
    [InlineData("--csharp_out=out", "-I.")]
    public void The_rule_for_make_is_that_of_protoc(params string[] flags)
    {
        using var workshop = new Workshop()
            .AddFolder("out")
            .Add("protos/a.proto", "syntax = \"proto3\"; import \"sub/b.proto\"; import \"sub/c.proto\"; message A { B b = 1; C c = 2; }")
            .Add("protos/sub/b.proto", "syntax = \"proto3\"; message B {}")
            .Add("protos/sub/c.proto", "syntax = \"proto3\"; message C {}");
        Assert.Equal(0, workshop.RunReal(["-Iprotos", .. flags, "--dependency_out=real.d", "protos/a.proto"]).Code);
        Assert.Equal(0, workshop.Run(["-Iprotos", .. flags, "--dependency_out=ours.d", "protos/a.proto"]).Code);
        Assert.Equal(workshop.ReadText("real.d"), workshop.ReadText("ours.d"));
    }
}
