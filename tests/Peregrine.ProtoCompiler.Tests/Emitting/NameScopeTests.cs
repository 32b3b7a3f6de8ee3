using Peregrine.ProtoCompiler.Emitting;

namespace Peregrine.ProtoCompiler.Tests.Emitting;

public sealed class NameScopeTests
{
    [Fact]
    public void The_first_keeps_its_name_and_the_next_ones_get_underscores()
    {
        var scope = new NameScope("Taken");

        Assert.Equal(["Free", "Free_", "Free__", "Taken_"], new[] { "Free", "Free", "Free", "Taken" }.Select(scope.Claim));
    }

    [Fact]
    public void A_name_moves_together_with_what_is_derived_from_it()
    {
        var scope = new NameScope("HasBody");

        Assert.Equal("Body_", scope.Claim("Body", static name => [name, "Has" + name]));
        Assert.Equal("Body", scope.Claim("Body"));
        Assert.Equal("HasBody__", scope.Claim("HasBody_"));
    }
}
