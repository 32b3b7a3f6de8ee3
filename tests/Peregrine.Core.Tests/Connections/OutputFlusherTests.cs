using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Connections;

public class OutputFlusherTests
{
    private const int Ping = 17;

    private readonly Lock _gate = new();
    private readonly HeldScheduler _scheduler = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CountingConnection _bytes = new();
    private readonly Http2Connection _engine = new(Http2Role.Client, Http2ConnectionOptions.Default, new EventLog());
    private readonly OutputFlusher _flusher;

    public OutputFlusherTests() => _flusher = new OutputFlusher(_bytes, _gate, _engine, new Listener(), _scheduler, _time);

    [Fact]
    public void A_single_write_is_sent_at_once()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Write();
        Assert.Equal(1, _bytes.Sends);
    }

    [Fact]
    public void A_burst_of_writes_leaves_in_one_more_send()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++) Write();
        Assert.Equal(1, _bytes.Sends);

        _scheduler.Run();

        Assert.Equal((2, 0), (_bytes.Sends, _engine.Output.Length));
    }

    [Fact]
    public void Output_of_a_burst_leaves_with_any_other_send()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Write();
        Write();
        _engine.SendPing(1);
        bool flush;
        lock (_gate) flush = _flusher.TryBegin_NeedsLock();
        Assert.True(flush);
        _flusher.Send();
        Assert.Equal(0, _engine.Output.Length);

        _scheduler.Run();

        Assert.Equal(2, _bytes.Sends);
    }

    [Fact]
    public void Writes_that_are_apart_are_sent_each_for_itself()
    {
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Write();
        }

        Assert.Equal(3, _bytes.Sends);
    }

    [Fact]
    public void Output_of_a_drain_waits_for_its_end_until_there_is_much()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var output = Ping; output < 4096; output += Ping) Assert.False(DrainItem());

        Assert.True(DrainItem());
        Assert.Equal(0, _engine.Output.Length);
    }

    [Fact]
    public void Much_output_of_a_drain_waits_while_the_last_send_is_recent()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        while (!DrainItem()) { }
        _flusher.Send();

        for (var output = 0; output < 8192; output += Ping) Assert.False(DrainItem());
        _time.Advance(TimeSpan.FromMicroseconds(50));
        var items = 0;
        while (!DrainItem()) items++;
        Assert.InRange(items, 0, 1024 / Ping); // the clock is not read for each
    }

    [Fact]
    public void Output_of_a_drain_does_not_grow_beyond_64_KB_however_recent_the_last_send_is()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        while (!DrainItem()) { }
        _flusher.Send();

        for (var output = Ping; output < 65536; output += Ping) Assert.False(DrainItem());
        Assert.True(DrainItem());
    }

    private bool DrainItem()
    {
        lock (_gate)
        {
            _engine.SendPing(0);
            return _flusher.TryBeginInDrain_NeedsLock();
        }
    }

    private void Write()
    {
        bool flush;
        lock (_gate)
        {
            _engine.SendPing(0);
            flush = _flusher.TryBeginWrite_NeedsLock();
        }

        if (flush) _flusher.Send();
    }

    private sealed class Listener : IFlushListener
    {
        public void OnSent_NeedsLock()
        {
        }

        public void SendFailed(Exception error) => throw error;
    }

    private sealed class CountingConnection : ByteConnection
    {
        public int Sends { get; private set; }

        public override ConnectionPeer Peer => throw new NotSupportedException();

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
        {
            Sends++;
            return default;
        }

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => default;
    }
}
