using Peregrine;
using Client = Soak.Wire.Soak.SoakClient;

namespace Soak;

/// <summary>
/// A number of channels, each with calls of all kinds at random moments. A channel lives for a random time, is disposed, at times with calls under way, and another takes its place.
/// </summary>
internal sealed class Traffic(ServerProcess server, SoakArguments arguments, Tally tally)
{
    private readonly int _weights = Calls.Kinds.Sum(k => k.Weight);

    /// <summary>Runs until the token is cancelled and the last call has ended.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, arguments.Connections).Select(seed => Task.Run(() => LiveAsync(seed, stop), CancellationToken.None)));

    private async Task LiveAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            var channel = server.Open(arguments.Transport ?? random.Next(3));
            tally.ConnectionOpened();
            using var life = CancellationTokenSource.CreateLinkedTokenSource(stop);
            life.CancelAfter(TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * arguments.LifeSeconds));
            await CallAsync(new Client(channel), random, life.Token);
            if (random.Next(4) == 0) await DisposeUnderCallsAsync(channel);
            await channel.DisposeAsync();
            tally.ConnectionClosed();
        }
    }

    private async Task CallAsync(Client client, Random random, CancellationToken end)
    {
        var pause = (double)arguments.Connections / arguments.CallsPerSecond;
        while (!end.IsCancellationRequested)
        {
            var (name, make) = Choose(random);
            await tally.CountAsync(name, () => make(new Calls(client, random)));
            await Task.Delay(TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * pause), end).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task DisposeUnderCallsAsync(GrpcChannel channel)
    {
        var client = new Client(channel);
        using var stream = client.Exchange();
        Task[] calls = [client.WaitAsync(new Wire.Order()).ResponseAsync, client.WaitAsync(new Wire.Order()).ResponseAsync, stream.ResponseStream.MoveNext(CancellationToken.None)];
        await channel.DisposeAsync();
        foreach (var call in calls) await tally.CountAsync("channel disposed under it", () => EndsCutOffAsync(call));
    }

    private static async Task EndsCutOffAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
        {
            return;
        }

        throw new InvalidDataException("a call that nobody answers was answered");
    }

    private (string Name, Func<Calls, Task> Make) Choose(Random random)
    {
        var at = random.Next(_weights);
        foreach (var (name, weight, make) in Calls.Kinds)
        {
            at -= weight;
            if (at < 0) return (name, make);
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
