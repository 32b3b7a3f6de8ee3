using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>The other end falls silent without closing anything: keepalive notices, the right status follows, and the channel recovers by itself.</summary>
internal static class Silence
{
    // Far above the keepalive limits, which are printed: a busy machine may be late, but not for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static async Task<string> OfSuspendedServerAsync()
    {
        var address = $"http://127.0.0.1:{Ports.Take(1)[0]}";
        using var server = Child.Start(["server", address]);
        await using var channel = Asking(address);
        return await OfServerAsync(new Life.LifeClient(channel), () => Do(server.Suspend), () => Do(server.Resume));
    }

    public static async Task<string> OfSuspendedClientAsync()
    {
        var address = $"http://127.0.0.1:{Ports.Take(1)[0]}";
        using var server = Child.Start(["server", address]);
        await using var channel = GrpcChannel.ForAddress(address);
        var watcher = new Life.LifeClient(channel);
        using var holder = Child.Start(["holder", address]);
        return await OfClientAsync(watcher, () => Do(holder.Suspend));
    }

    public static async Task<string> OfCutNetworkAsync()
    {
        using var network = NetworkNamespace.Create();
        var socket = Path.Combine(Path.GetTempPath(), $"lifecycle{Environment.ProcessId}.sock");
        using var server = Child.Start(["server", $"http://{NetworkNamespace.Inside}:5000", "unix:" + socket], network.Enter);
        await using var beside = GrpcChannel.ForAddress("unix:" + socket);
        await using var channel = Asking($"http://{NetworkNamespace.Inside}:5000");
        var client = new Life.LifeClient(channel);
        var atClient = OfServerAsync(client, network.CutAsync, network.MendAsync, async () => await OfClientAsync(new Life.LifeClient(beside), null));
        return await atClient;
    }

    /// <summary>How a call ended that must not succeed.</summary>
    public static async Task<RpcException> EndOfAsync(Task call)
    {
        try
        {
            await call.WaitAsync(s_patience);
        }
        catch (RpcException end)
        {
            return end;
        }

        throw new InvalidDataException("a call that nobody answers ended with OK");
    }

    private static async Task<string> OfServerAsync(Life.LifeClient client, Func<Task> silence, Func<Task> resume, Func<Task<string>>? meanwhile = null)
    {
        using var stream = client.Hold(new Word { Text = "stubborn" });
        Report.Ensure(await stream.ResponseStream.MoveNext(CancellationToken.None), "no stream");
        var unary = client.EchoAsync(new Word { Milliseconds = 3_600_000 }).ResponseAsync;
        await client.EchoAsync(new Word());

        await silence();
        var since = TimeProvider.System.GetTimestamp();
        var ends = new[] { await EndOfAsync(unary), await EndOfAsync(stream.ResponseStream.MoveNext(CancellationToken.None)) };
        var noticed = TimeProvider.System.GetElapsedTime(since);
        foreach (var end in ends) Report.Ensure(end.StatusCode == StatusCode.Unavailable && end.Status.Detail.Contains("keepalive", StringComparison.Ordinal), $"ended with {end.Status}");
        var other = meanwhile is null ? "" : "; " + await meanwhile();

        await resume();
        since = TimeProvider.System.GetTimestamp();
        await client.EchoAsync(new Word(), new CallOptions().WithWaitForReady()).ResponseAsync.WaitAsync(s_patience);
        return $"the client noticed after {noticed.TotalSeconds:0.0} s ({Limits}), both calls UNAVAILABLE; a call succeeded {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s after the end of the silence{other}";
    }

    private static async Task<string> OfClientAsync(Life.LifeClient watcher, Func<Task>? silence)
    {
        if (silence is not null)
        {
            Report.Ensure((await watcher.CountAsync(new Word())).Holds == 1, "no stream");
            await silence();
        }

        var since = TimeProvider.System.GetTimestamp();
        while ((await watcher.CountAsync(new Word())).Holds > 0)
        {
            Report.Ensure(TimeProvider.System.GetElapsedTime(since) < s_patience, "the server has not noticed");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return $"the server {(silence is null ? "had noticed too, or did" : "noticed")} within {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s ({Limits}), its handler was cancelled";
    }

    private static string Limits => $"PING after {Children.KeepAlive.TotalSeconds} s, timeout {Children.KeepAlive.TotalSeconds} s, looked at each second";

    private static GrpcChannel Asking(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        KeepAlivePingDelay = Children.KeepAlive,
        KeepAlivePingTimeout = Children.KeepAlive,
        ConnectTimeout = TimeSpan.FromSeconds(3), // nobody answers while it is silent
    });

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
