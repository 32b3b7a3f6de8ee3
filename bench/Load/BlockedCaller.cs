using Bench;
using Measuring;
using Peregrine;
using BenchClient = Bench.Bench.BenchClient;

namespace Load;

/// <summary>One call at a time whose handler keeps its thread waiting for five seconds. It is not counted: the calls beside it are.</summary>
internal sealed class BlockedCaller(BenchClient client, LoadRun run)
{
    private const int Milliseconds = 5000;

    public async Task BlockAsync()
    {
        try
        {
            while (!run.IsOver) await client.BlockAsync(new Payload { Id = Milliseconds }, cancellationToken: run.Ended);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (RpcException failure)
        {
            if (run.RecordError() == 1) Console.Error.WriteLine($"First error: {failure.Message}");
        }
    }
}
