using Peregrine.Http2;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>A client that asks for much and takes little.</summary>
public class BacklogTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] s_emptyMessage = new byte[5];

    [Fact]
    public async Task A_client_that_reads_nothing_makes_the_server_start_no_more_handlers()
    {
        var started = 0;
        var big = new string('x', Megabyte);
        await using var server = Serving(
            new Echo
            {
                OnUnary = (_, _) =>
                {
                    Interlocked.Increment(ref started);
                    return Task.FromResult(big);
                },
            },
            new GrpcServerOptions { MaxUnsentBytes = Megabyte },
            out var peer);
        await using var leaving = peer;

        await peer.SendAsync(FrameScript.Client.Times(50, WithCalls()).SettingsAck());
        await AnswersPingAsync(peer);

        Assert.InRange(Volatile.Read(ref started), 1, 25); // the first is over the limit; others, one for each thread that was free, may have begun before that was known
    }

    [Fact]
    public async Task Large_answers_that_are_made_at_the_same_time_are_serialized_one_after_the_other()
    {
        const int Calls = 16;
        using var all = new Barrier(Calls);
        var large = new LargeAnswers(2 * Megabyte, () => all.SignalAndWait());
        await using var server = Serving(large, new GrpcServerOptions { MaxUnsentBytes = 3 * Megabyte }, out var peer);
        await using var leaving = peer;

        await peer.SendAsync(FrameScript.Client.Times(Calls, WithCalls()).SettingsAck());
        while (large.Serialized < 2) await Task.Delay(1);
        await AnswersPingAsync(peer);

        Assert.Equal((2, 1), (large.Serialized, large.MostAtOnce)); // the second is over the limit
    }

    [Fact]
    public async Task What_waited_is_answered_when_the_client_reads_on()
    {
        const int Calls = 30;
        var big = new string('x', Megabyte / 2);
        await using var server = Serving(new Echo { OnUnary = (_, _) => Task.FromResult(big) }, new GrpcServerOptions { MaxUnsentBytes = Megabyte }, out var peer);
        await using var leaving = peer;
        await peer.SendAsync(FrameScript.Client.Times(Calls, WithCalls()).SettingsAck());
        await AnswersPingAsync(peer);

        var script = FrameScript.New.WindowUpdate(0, int.MaxValue - 65_535);
        for (uint stream = 1; stream < 2 * Calls; stream += 2) script.WindowUpdate(stream, 10 * Megabyte);
        await peer.SendAsync(script);

        var ended = 0;
        while (ended < Calls && await peer.ReadAsync() is { } frame) ended += frame is { Name: "HEADERS", EndStream: true } ? 1 : 0;
        Assert.Equal(Calls, ended);
        Assert.Equal((long)Calls * (big.Length + 5), peer.Seen.Where(frame => frame.Name == "DATA").Sum(frame => (long)frame.Payload.Length));
    }

    [Fact]
    public async Task Messages_that_wait_unserialized_keep_their_order()
    {
        const int Messages = 40;
        var echo = new Echo
        {
            OnServerStreaming = async (_, responses, _) =>
            {
                var writes = new List<Task>();
                for (var i = 0; i < Messages; i++) writes.Add(responses.WriteAsync(new string((char)('0' + i), 100_000)));
                await Task.WhenAll(writes);
            },
        };
        await using var pair = Pair.Start(echo, new GrpcServerOptions { MaxUnsentBytes = 300_000 });
        using var call = pair.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "");

        for (var i = 0; i < Messages; i++)
        {
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(new string((char)('0' + i), 100_000), call.ResponseStream.Current);
        }

        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_message_that_turns_out_too_large_while_it_waits_fails_its_call_and_no_other()
    {
        var echo = new Echo { OnUnary = (request, _) => Task.FromResult(new string('x', request == "large" ? 3 * Megabyte : Megabyte)) };
        await using var server = Serving(echo, new GrpcServerOptions { MaxUnsentBytes = 1, MaxSendMessageSize = 2 * Megabyte }, out var peer);
        await using var leaving = peer;
        var large = (byte[])[0, 0, 0, 0, 5, .. "large"u8];
        await peer.SendAsync(FrameScript.Client.Call(1).Data(1, s_emptyMessage, end: true).Call(3).Data(3, large, end: true).Call(5).Data(5, s_emptyMessage, end: true).SettingsAck());
        await AnswersPingAsync(peer);
        await peer.SendAsync(FrameScript.New.WindowUpdate(0, int.MaxValue - 65_535).WindowUpdate(1, 5 * Megabyte).WindowUpdate(3, 5 * Megabyte).WindowUpdate(5, 5 * Megabyte));

        // The large one may have been refused before the PING was answered.
        while (peer.Seen.Count(frame => frame is { Name: "HEADERS", EndStream: true }) < 3 && await peer.ReadAsync() is not null)
        {
            // All are kept.
        }

        Assert.DoesNotContain(peer.Seen, frame => frame is { Name: "DATA", StreamId: 3 });
        Assert.Single(peer.Seen, frame => frame is { Name: "HEADERS", StreamId: 3, EndStream: true });
        Assert.Equal(Megabyte + 5, peer.Seen.Where(frame => frame is { Name: "DATA", StreamId: 5 }).Sum(frame => frame.Payload.Length));
    }

    [Fact]
    public async Task Calls_that_are_given_up_while_they_wait_free_their_slots()
    {
        var big = new string('x', Megabyte);
        await using var server = Serving(
            new Echo { OnUnary = (_, _) => Task.FromResult(big) },
            new GrpcServerOptions { MaxUnsentBytes = Megabyte / 2, Http2 = new Http2ConnectionOptions { MaxConcurrentStreams = 10 } },
            out var peer);
        await using var leaving = peer;
        await peer.SendAsync(FrameScript.Client.Times(10, WithCalls()).SettingsAck());
        await AnswersPingAsync(peer);

        var resets = FrameScript.New;
        for (uint stream = 3; stream < 20; stream += 2) resets.RstStream(stream, 0x8);
        await peer.SendAsync(resets);
        await AnswersPingAsync(peer);
        await peer.SendAsync(FrameScript.New.WindowUpdate(0, int.MaxValue - 65_535).WindowUpdate(1, 5 * Megabyte));

        // The slots are free when the handlers have found out, which no frame tells.
        WireFrame? end = null;
        for (uint stream = 101; end is not { Name: "HEADERS" }; stream += 2)
        {
            await Task.Delay((int)(stream - 101)); // a client may only be refused so many times
            await peer.SendAsync(FrameScript.New.Call(stream).Data(stream, s_emptyMessage, end: true).WindowUpdate(stream, 5 * Megabyte));
            end = await peer.WaitForAsync(frame => frame.StreamId == stream && (frame is { Name: "HEADERS", EndStream: true } or { Name: "RST_STREAM" }));
        }
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_a_minute_of_what_is_too_much_is_sent_away()
    {
        var clock = new FakeTimeProvider();
        var big = new string('x', Megabyte);
        await using var server = Serving(new Echo { OnUnary = (_, _) => Task.FromResult(big) }, new GrpcServerOptions { MaxUnsentBytes = Megabyte / 2, TimeProvider = clock }, out var peer);
        await using var leaving = peer;
        await peer.SendAsync(FrameScript.Client.Times(2, WithCalls()).SettingsAck());
        await AnswersPingAsync(peer);

        var end = peer.ReadToEndAsync();
        while (!end.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
        await end;

        Assert.Equal("GOAWAY 3 EnhanceYourCalm", string.Join(' ', peer.Seen[^1].ToString().Split(' ').Take(3)));
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(60), $"it was sent away after {clock.Elapsed.TotalSeconds} s");
    }

    [Fact]
    public async Task A_slow_client_that_is_under_the_limit_is_left_alone()
    {
        var clock = new FakeTimeProvider();
        var big = new string('x', Megabyte / 2);
        await using var server = Serving(new Echo { OnUnary = (_, _) => Task.FromResult(big) }, new GrpcServerOptions { MaxUnsentBytes = Megabyte, TimeProvider = clock }, out var peer);
        await using var leaving = peer;
        await peer.SendAsync(FrameScript.Client.Times(1, WithCalls()).SettingsAck());
        await AnswersPingAsync(peer);

        clock.Advance(TimeSpan.FromMinutes(10));
        await AnswersPingAsync(peer);

        Assert.DoesNotContain(peer.Seen, frame => frame.Name == "GOAWAY");
    }

    private static GrpcServer Serving(IGrpcService echo, GrpcServerOptions options, out ScriptedPeer peer)
    {
        // These clients ask by PING where the server stands, and answer none.
        options.KeepAliveMinPingInterval = TimeSpan.Zero;
        options.KeepAlivePingDelay = Timeout.InfiniteTimeSpan;
        var server = new GrpcServer(options);
        server.Add(echo);
        var (ours, theirs) = MemoryConnection.CreatePair(4 * Megabyte);
        server.Serve(theirs);
        peer = new ScriptedPeer(ours);
        return server;
    }

    private static Action<FrameScript> WithCalls()
    {
        uint stream = 1;
        return script =>
        {
            script.Call(stream).Data(stream, s_emptyMessage, end: true);
            stream += 2;
        };
    }

    // PING is answered behind all input before it, and handlers that finish at once have then finished.
    private static async Task AnswersPingAsync(ScriptedPeer peer)
    {
        for (ulong i = 1; i <= 3; i++)
        {
            await peer.SendAsync(FrameScript.New.Ping(i));
            await peer.WaitForAsync("PING");
        }
    }

    /// <summary>Answers of some size, each made on a thread of its own, and how many are serialized at the same time.</summary>
    private sealed class LargeAnswers(int size, Action made) : IGrpcService
    {
        private int _serializing;

        public int Serialized { get; private set; }

        public int MostAtOnce { get; private set; }

        void IGrpcService.Bind(ServiceBinderBase binder)
        {
            var marshaller = Marshallers.Create<string>(Serialize, static _ => "");
            var method = new Method<string, string>(MethodType.Unary, Echo.Unary.ServiceName, Echo.Unary.Name, marshaller, marshaller);
            binder.AddMethod(method, async (string _, ServerCallContext _) =>
            {
                await Task.Factory.StartNew(made, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                return new string('x', size);
            });
        }

        private void Serialize(string text, SerializationContext context)
        {
            context.SetPayloadLength(text.Length); // this is where it turns out to be large
            lock (this) MostAtOnce = Math.Max(MostAtOnce, ++_serializing);
            Thread.Sleep(1);
            var bytes = context.GetBufferWriter();
            bytes.GetSpan(text.Length)[..text.Length].Fill((byte)'x');
            bytes.Advance(text.Length);
            context.Complete();
            lock (this)
            {
                _serializing--;
                Serialized++;
            }
        }
    }
}
