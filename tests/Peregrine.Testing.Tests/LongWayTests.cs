using Peregrine.EndToEnd.Tests;

namespace Peregrine.Testing.Tests;

/// <summary>Streams between continents, in virtual time: how many round trips they take.</summary>
public sealed class LongWayTests
{
    private const int Messages = 400;
    private const int RoundTripMs = 100;

    private static readonly string s_message = new('x', 100_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_windows_of_a_long_way_grow_until_they_hold_up_nobody(bool isUpload)
    {
        var (before, after) = (RoundTrips(isUpload, mostWindow: 0), RoundTrips(isUpload, mostWindow: 16 * 1024 * 1024));

        Assert.InRange(before, 70, 80); // half of 1 MiB in each
        Assert.InRange(after, 5, 15); // doubled every three
    }

    private static double RoundTrips(bool isUpload, int mostWindow)
    {
        var took = TimeSpan.Zero;
        Simulation.Run(1, async simulation =>
        {
            var options = new GrpcTestServerOptions { RecordMessages = false };
            options.Server.Http2 = options.Server.Http2 with { MaxWindow = mostWindow };
            options.Channel.Http2 = options.Channel.Http2 with { MaxWindow = mostWindow };
            await using var test = simulation.StartServer(options, new Echo { OnClientStreaming = CountAsync, OnServerStreaming = SendAsync });
            test.Network.Latency = TimeSpan.FromMilliseconds(RoundTripMs / 2);
            test.Network.Capacity = int.MaxValue;
            await test.Channel.ConnectAsync();

            var start = simulation.Elapsed;
            Assert.Equal(Messages, isUpload ? await UploadAsync(test.Channel.CreateCallInvoker()) : await DownloadAsync(test.Channel.CreateCallInvoker()));
            took = simulation.Elapsed - start;
        });
        return took.TotalMilliseconds / RoundTripMs;
    }

    private static async Task<int> UploadAsync(CallInvoker invoker)
    {
        using var call = invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
        for (var i = 0; i < Messages; i++) await call.RequestStream.WriteAsync(s_message);
        await call.RequestStream.CompleteAsync();
        return int.Parse(await call, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<int> DownloadAsync(CallInvoker invoker)
    {
        using var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "");
        var count = 0;
        while (await call.ResponseStream.MoveNext()) count++;
        return count;
    }

    private static async Task<string> CountAsync(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        var count = 0;
        while (await requests.MoveNext()) count++;
        return $"{count}";
    }

    private static async Task SendAsync(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        for (var i = 0; i < Messages; i++) await responses.WriteAsync(s_message);
    }
}
