namespace Peregrine.EndToEnd.Tests;

/// <summary>Runs while no other test does: it counts what the whole process allocates.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>What a call or a message of a stream allocates, both ends together, beyond the message itself; the limits are in bench/guards.json.</summary>
[Collection("Alone")]
public class AllocationTests
{
    private const int Count = 20_000;

    // Others in the process allocate, too, and what has to wait allocates more than what does not: the least of several measurements is the code's own.
    private const int Attempts = 8;

    [Theory]
    [InlineData("bytes per unary call, both ends")]
    [InlineData("bytes per message of a server stream, both ends")]
    [InlineData("bytes per message of a client stream, both ends")]
    [InlineData("bytes per message there and back of a bidirectional stream, both ends")]
    public async Task A_call_allocates_no_more_than_was_recorded(string guard)
    {
        await using var server = new GrpcServer();
        server.Add(EmptyMessages.Service);
        var bound = await server.StartAsync("http://127.0.0.1:0");
        await using var channel = GrpcChannel.ForAddress(bound.Text);
        var calls = new EmptyMessages(channel.CreateCallInvoker());
        Func<int, Task> make = guard switch
        {
            "bytes per unary call, both ends" => calls.UnaryAsync,
            "bytes per message of a server stream, both ends" => calls.ServerStreamAsync,
            "bytes per message of a client stream, both ends" => calls.ClientStreamAsync,
            _ => calls.BidiAsync,
        };

        await make(Count);
        var (recorded, limit) = Guards.Find(guard);
        var least = double.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > limit; attempt++) least = Math.Min(least, await BytesEachAsync(make));

        TestContext.Current.SendDiagnosticMessage($"{least:F0} {guard}; recorded {recorded}");
        Assert.True(least <= limit, $"{least:F0} {guard}; recorded were {recorded}, and {limit} are allowed. If more is meant to be allocated, say so in bench/guards.json.");
    }

    private static async Task<double> BytesEachAsync(Func<int, Task> make)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await make(Count);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count;
    }
}
