using Peregrine;
using Peregrine.Http2;

namespace Simulations;

/// <summary>What one run is made of; all of it follows from the random numbers.</summary>
internal sealed class RunPlan
{
    private readonly Random _random;

    public RunPlan(Random random)
    {
        _random = random;
        Span = TimeSpan.FromMilliseconds(Pick(1, 50, 1000, 5000));
        Client = Http2(isServer: false);
        Server = Http2(isServer: true);
        Latency = Chance(2) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(random.Next(1, Pick(3, 30, 200)));
        BytesPerSecond = Chance(3) ? random.Next(20_000, 2_000_000) : null;
        SegmentLimit = Pick(int.MaxValue, int.MaxValue, 2000, 20, 3);
        Capacity = Pick(256 * 1024, 256 * 1024, 65_536, 2000, 100);
        var narrowest = new[] { Client.InitialStreamWindow * 200L, Server.InitialStreamWindow * 200L, Capacity * 100L, SegmentLimit * 300L, Span.TotalMilliseconds < 10 ? 20_000 : 300_000 }.Min();
        LargestMessage = (int)Math.Clamp(narrowest, 20, 300_000);
        MaxReceive = Chance(8) ? random.Next(100, 5000) : 4 * 1024 * 1024;
        Calls = [.. Enumerable.Range(1, random.Next(1, Pick(4, 12, 25))).Select(Call)];
        HasFaults = !Chance(4);
        Interceptors = Chance(5) ? random.Next(1, 3) : 0;
        RecordsCalls = Chance(2);
        MaxUnsent = Pick(4 * 1024 * 1024, 4 * 1024 * 1024, 100_000, 3000, 1);
    }

    /// <summary>The time in which calls start and faults happen.</summary>
    public TimeSpan Span { get; }

    public Http2ConnectionOptions Client { get; }

    public Http2ConnectionOptions Server { get; }

    public TimeSpan Latency { get; }

    public long? BytesPerSecond { get; }

    public int SegmentLimit { get; }

    public int Capacity { get; }

    public int LargestMessage { get; }

    public int MaxReceive { get; }

    public int MaxUnsent { get; }

    public bool HasFaults { get; }

    public int Interceptors { get; }

    public bool RecordsCalls { get; }

    public CallPlan[] Calls { get; }

    public TimeSpan Moment(TimeSpan within) => new(_random.NextInt64(within.Ticks + 1));

    public bool Chance(int of) => _random.Next(of) == 0;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private Http2ConnectionOptions Http2(bool isServer) => new()
    {
        MaxConcurrentStreams = isServer ? Pick(100, 100, 10, 3, 1) : 100,
        InitialStreamWindow = Pick(1024 * 1024, 1024 * 1024, 65_535, 1000, 100, 10),
        ConnectionWindow = Pick(4 * 1024 * 1024, 65_535, 100_000),
        MaxWindow = Pick(16 * 1024 * 1024, 1_000_000, 0),
        MaxFrameSize = Pick(16_384, 16_384, 20_000, 1 << 20),
        HeaderTableSize = Pick(4096, 4096, 0, 100),
        MaxOutput = Pick(256 * 1024, 256 * 1024, 16_384, 100, 1),
    };

    private CallPlan Call(int id)
    {
        var kind = (MethodType)_random.Next(4);
        var requests = kind is MethodType.Unary or MethodType.ServerStreaming ? 1 : _random.Next(Pick(2, 5, 12));
        var responses = kind is MethodType.Unary or MethodType.ClientStreaming ? 1 : _random.Next(Pick(2, 5, 12));
        var pause = Pick(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(3), Span / 10);
        return new CallPlan
        {
            Id = id,
            Kind = kind,
            StartAt = Moment(Span),
            Requests = Sizes(requests),
            Responses = Sizes(responses),
            Timeout = Chance(4) ? Pick(Moment(Span), TimeSpan.FromMilliseconds(_random.Next(20)), TimeSpan.FromSeconds(_random.Next(60))) : null,
            CancelAt = Chance(6) ? Moment(Span) : null,
            DisposeAt = Chance(8) ? Moment(Span) : null,
            WaitForReady = Chance(3),
            Compression = Pick(null, null, null, "gzip", "deflate"),
            MaxReceive = Chance(12) ? _random.Next(50, 3000) : null,
            AwaitsHeaders = Chance(3),
            ClientPause = pause,
            ReadTokenAt = Chance(12) ? Moment(Span) : null,
            Handler = new HandlerPlan
            {
                Pause = Pick(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(2), Span / 5),
                Spends = Chance(8) ? TimeSpan.FromMicroseconds(_random.Next(5000)) : TimeSpan.Zero,
                Status = Chance(6) ? Pick(StatusCode.NotFound, StatusCode.Aborted, StatusCode.DataLoss) : StatusCode.OK,
                Throws = Chance(20),
                Reads = Chance(5) ? _random.Next(requests + 1) : int.MaxValue,
                WritesHeaders = Chance(4),
                WritesTrailers = Chance(4),
                IgnoresCancellation = Chance(6),
                ReadsFirst = Chance(3),
                Compression = Pick(null, null, null, "gzip", "deflate"),
            },
        };
    }

    private int[] Sizes(int count)
    {
        var sizes = new int[count];
        foreach (ref var size in sizes.AsSpan()) size = Math.Min(LargestMessage, _random.Next(Pick(1, 20, 100, 100, 1000, 4000, 40_000, Chance(4) ? 300_000 : 100)));
        return sizes;
    }
}
