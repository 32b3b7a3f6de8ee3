using System.Runtime.InteropServices;
using Lifecycle.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Peregrine;

namespace Lifecycle;

/// <summary>What this program does as a process that another instance of it has started.</summary>
internal static class Children
{
    /// <summary>How soon an end asks whether the other is there, and how long it waits for the answer.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    /// <summary>How long a server waits for its calls when it is told to stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Serves until SIGTERM, then drains.</summary>
    public static async Task ServeAsync(string[] addresses)
    {
        await using var server = new GrpcServer(new GrpcServerOptions { KeepAlivePingDelay = KeepAlive, KeepAlivePingTimeout = KeepAlive, KeepAliveMinPingInterval = TimeSpan.Zero, LoggerFactory = NullLoggerFactory.Instance });
        server.Add(new LifeService());
        foreach (var address in addresses) await server.StartAsync(address);
        using var stopped = new SemaphoreSlim(0);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopped.Release();
        });
        Console.WriteLine("ready");
        await stopped.WaitAsync();
        await server.StopAsync(Grace);
    }

    /// <summary>Holds a stream until it is ended.</summary>
    public static async Task HoldAsync(string address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new Life.LifeClient(channel).Hold(new Word { Text = "stubborn" });
        await call.ResponseStream.MoveNext(CancellationToken.None);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
