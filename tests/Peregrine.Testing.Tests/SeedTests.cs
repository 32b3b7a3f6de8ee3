using Simulations;

namespace Peregrine.Testing.Tests;

/// <summary>The short form of the million seeds: client and server against each other, with faults; see tests/Simulations.</summary>
public sealed class SeedTests
{
    [Fact]
    public void A_thousand_seeds_hold_every_rule()
    {
        try
        {
            Runs.Many(1, 1000);
        }
        catch (SimulationFailedException failed)
        {
            Assert.Fail($"{failed.Message}{Environment.NewLine}{failed.InnerException}{Environment.NewLine}To see it again: ./test sim --seed {failed.Seed}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        var first = Enumerable.Range(1, 50).Select(seed => Runs.One(seed)).ToArray();
        var second = Enumerable.Range(1, 50).Select(seed => Runs.One(seed)).ToArray();

        Assert.Equal(first, second);
        Assert.Equal(50, first.Distinct().Count());
    }
}
