using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Connections;

public class AllocationTests
{
    private static readonly HeaderField[] Request =
    [
        HeaderField.Intern(":method"u8, "POST"u8), HeaderField.Intern(":scheme"u8, "http"u8), HeaderField.Intern(":path"u8, "/a.B/C"u8),
        HeaderField.Intern(":authority"u8, "localhost"u8), HeaderField.Intern("te"u8, "trailers"u8), HeaderField.Intern("content-type"u8, "application/grpc"u8),
        HeaderField.Intern("user-agent"u8, "test"u8), HeaderField.Intern("grpc-accept-encoding"u8, "gzip"u8),
    ];

    private static readonly HeaderField[] Head = [HeaderField.Intern(":status"u8, "200"u8), HeaderField.Intern("content-type"u8, "application/grpc"u8)];

    private static readonly HeaderField[] Trailers = [HeaderField.Intern("grpc-status"u8, "0"u8)];

    [Fact]
    public void A_connection_that_served_a_call_holds_less_than_10_KB()
    {
        _ = new Quiet();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pair = new Quiet();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before - pair.OwnBytes;
        Assert.InRange(allocated, 1, 2 * 10_000);
    }

    [Fact]
    public void A_repeated_call_allocates_nothing_but_its_stream_at_each_end()
    {
        var pair = new Quiet();
        for (var i = 0; i < 1000; i++) pair.Call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) pair.Call();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 1, 2 * 128);
    }

    /// <summary>Two engines that keep no log.</summary>
    private sealed class Quiet
    {
        private readonly byte[] _buffer = new byte[4096];
        private readonly List<ReadOnlyMemory<byte>> _chunks = new(8);
        private readonly Silent _events = new();
        private readonly Http2Connection _client;
        private readonly Http2Connection _server;

        public Quiet()
        {
            _client = new(Http2Role.Client, Http2ConnectionOptions.Default, _events);
            _server = new(Http2Role.Server, Http2ConnectionOptions.Default, _events);
            _client.Start(0);
            _server.Start(0);
            Carry(_client, _server);
            Carry(_server, _client);
            Carry(_client, _server);
            Call();
        }

        public long OwnBytes => _buffer.Length;

        public void Call()
        {
            var stream = _client.TryOpenStream(null)!;
            Send(_client, stream, Request, false);
            _client.SendData(stream, "message"u8, endStream: true);
            Carry(_client, _server);
            var answered = _events.Last!;
            Send(_server, answered, Head, false);
            _server.SendData(answered, "message"u8, endStream: false);
            Send(_server, answered, Trailers, true);
            _server.Consume(answered, 7);
            _server.Release(answered);
            Carry(_server, _client);
            _client.Consume(stream, 7);
            if (!stream.IsClosed || !answered.IsClosed) throw new InvalidOperationException("the call did not end");
        }

        private static void Send(Http2Connection from, Http2.Streams.Http2Stream stream, HeaderField[] fields, bool endStream)
        {
            var block = from.BeginHeaders(stream);
            foreach (var field in fields) block.Add(field);
            from.EndHeaders(endStream);
        }

        private void Carry(Http2Connection from, Http2Connection to)
        {
            var length = 0;
            from.Output.TakeAll(_chunks);
            foreach (var chunk in _chunks)
            {
                chunk.Span.CopyTo(_buffer.AsSpan(length));
                length += chunk.Length;
            }
            from.Output.Recycle(_chunks);
            from.OutputTaken();
            if (to.Receive(_buffer.AsMemory(0, length), 0) != length) throw new InvalidOperationException("bytes were left");
        }
    }

    private sealed class Silent : IHttp2Events
    {
        public Http2.Streams.Http2Stream? Last { get; private set; }

        public void OnHeaders(Http2.Streams.Http2Stream stream, HeaderList headers, bool endStream) => Last = stream;

        public void OnData(Http2.Streams.Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
        {
        }

        public void OnReset(Http2.Streams.Http2Stream stream, Http2Error error) => throw new InvalidOperationException(error.Text);

        public void OnWritable(Http2.Streams.Http2Stream stream)
        {
        }

        public void OnStreamSlotsAvailable()
        {
        }

        public void OnReady()
        {
        }

        public void OnPingAcknowledged(ulong payload)
        {
        }

        public void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
        {
        }

        public void OnConnectionError(Http2Error error) => throw new InvalidOperationException(error.Text);
    }
}
