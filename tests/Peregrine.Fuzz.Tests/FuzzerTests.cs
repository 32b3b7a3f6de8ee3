namespace Peregrine.Fuzz.Tests;

public sealed class FuzzerTests
{
    [Fact]
    public void A_promise_that_three_right_bytes_break_is_broken_by_those_three_bytes()
    {
        var fuzzer = new Fuzzer(new Lock(), seed: 1);
        fuzzer.RunCount(200_000);
        Assert.Equal([7, 77, 177], Assert.Single(fuzzer.Findings).Input);
    }

    [Fact]
    public void The_same_seed_tries_the_same_inputs()
    {
        var (first, second) = (new Recorder(), new Recorder());
        new Fuzzer(first, seed: 5).RunCount(500);
        new Fuzzer(second, seed: 5).RunCount(500);
        Assert.Equal(first.Inputs, second.Inputs);
    }

    [Fact]
    public void Memory_out_of_proportion_is_a_finding()
    {
        var fuzzer = new Fuzzer(new Glutton(), seed: 1);
        fuzzer.RunCount(1);
        Assert.Contains("bytes of memory", Assert.Single(fuzzer.Findings).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_its_end_an_input_always_chooses_the_first()
    {
        var choices = new Choices([3, 9]);
        Assert.Equal((3, 9, 0, 0), (choices.Below(10), choices.Byte(), choices.Below(10), choices.Size(100)));
        Assert.Empty(choices.Bytes(10));
        Assert.True(choices.IsEmpty);
    }

    /// <summary>Opens by three bytes, each of which is worth knowing alone: found step by step, or never.</summary>
    private sealed class Lock : FuzzTarget
    {
        public override string Name => "no-such-folder";

        public override int MaxLength => 16;

        public override void Run(byte[] input, Features features)
        {
            if (input is not [7, ..]) return;
            features.Hit(1);
            if (input is not [_, 77, ..]) return;
            features.Hit(2);
            Check.That(input is not [_, _, 177, ..], $"opened by {input.Length} bytes");
        }
    }

    private sealed class Recorder : FuzzTarget
    {
        public override string Name => "no-such-folder";

        public List<string> Inputs { get; } = [];

        public override void Run(byte[] input, Features features)
        {
            Inputs.Add(Convert.ToHexString(input));
            features.Hit(input.Length);
        }
    }

    private sealed class Glutton : FuzzTarget
    {
        public override string Name => "no-such-folder";

        public override long MostAllocated => 1000;

        public override void Run(byte[] input, Features features) => GC.KeepAlive(new byte[10_000]);
    }
}
