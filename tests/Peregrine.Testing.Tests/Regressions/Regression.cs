using Peregrine.EndToEnd.Tests;
using Peregrine.Interceptors;
using Peregrine.Messages;
using Simulations;

namespace Peregrine.Testing.Tests.Regressions;

/// <summary>What seeds of the simulation have found, each as small as it can be told. One thread, virtual time.</summary>
public abstract class Regression
{
    private static readonly PoolWatch s_pool = new();

    /// <summary>Runs a story with a server and a channel, closes both, and sees that nothing is left.</summary>
    internal static void Run(Echo echo, Func<Simulation, GrpcTestServer, CallInvoker, Task> story, Action<GrpcTestServerOptions>? configure = null) => Simulation.Run(1, async simulation =>
    {
        GC.KeepAlive(s_pool);
        var rented = PoolWatch.Outstanding;
        var segments = ReceiveSegment.InUse;
        var options = new GrpcTestServerOptions();
        configure?.Invoke(options);
        var test = simulation.StartServer(options, echo);
        test.Network.Latency = TimeSpan.FromMilliseconds(1);
        await story(simulation, test, test.Channel.CreateCallInvoker());
        await test.DisposeAsync();
        await simulation.Settle();
        Assert.Equal(0, simulation.PendingTimers);
        Assert.Equal(0, test.Network.Connections);
        Assert.Equal(rented, PoolWatch.Outstanding);
        Assert.InRange(ReceiveSegment.InUse, 0, segments);
    });

    internal static Task<string> UnaryAsync(CallInvoker invoker, string request, CallOptions options = default) => invoker.AsyncUnaryCall(Echo.Unary, null, options, request).ResponseAsync;

    internal static async Task<StatusCode> StatusOfAsync(Task call) => (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode;

    /// <summary>Completes when the token fires, on the thread on which it does.</summary>
    internal static async Task WhenCancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }

    internal static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    internal static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    internal sealed class PassOn : CallInterceptor;
}
