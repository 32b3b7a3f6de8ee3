using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Core.Tests.Wire;

internal delegate void WriteFields(HeaderBlockWriter writer);

/// <summary>A client and a server engine joined back to back: what one writes as a header block, the other shows as a list.</summary>
internal sealed class EnginePair
{
    private readonly End _client;
    private readonly End _server;

    public EnginePair()
    {
        _client = new End(Http2Role.Client);
        _server = new End(Http2Role.Server);
        Pump();
    }

    /// <summary>Sends a request head and gives the list that the server decodes to <paramref name="read"/>.</summary>
    public void Request(WriteFields write, Action<HeaderList> read)
    {
        _server.Read = read;
        _client.Last = _client.Connection.TryOpenStream(null)!;
        Send(_client, _client.Last, write, endStream: true);
        Assert.Equal(1, _server.TakeReads());
    }

    /// <summary>Sends a response head, or trailers, on a fresh stream and gives the lists that the client decodes to <paramref name="read"/>, one after the other.</summary>
    public void Response(WriteFields head, WriteFields? trailers, Action<HeaderList> read)
    {
        Request(Minimal, _ => { });
        _client.Read = read;
        Send(_server, _server.Last!, head, endStream: trailers is null);
        if (trailers is not null) Send(_server, _server.Last!, trailers, endStream: true);
        Assert.Equal(trailers is null ? 1 : 2, _client.TakeReads());
        _server.Connection.Release(_server.Last!);
    }

    public static void Minimal(HeaderBlockWriter writer)
    {
        writer.Add(":method"u8, "POST"u8, HeaderIndexing.Remember);
        writer.Add(":scheme"u8, "http"u8, HeaderIndexing.Remember);
        writer.Add(":path"u8, "/a/b"u8, HeaderIndexing.Remember);
        writer.Add(":authority"u8, "host"u8, HeaderIndexing.Remember);
        writer.Add("content-type"u8, "application/grpc"u8, HeaderIndexing.Remember);
    }

    private void Send(End from, Http2Stream stream, WriteFields write, bool endStream)
    {
        write(from.Connection.BeginHeaders(stream));
        from.Connection.EndHeaders(endStream);
        Pump();
    }

    private void Pump()
    {
        while (_client.Connection.Output.Length + _server.Connection.Output.Length > 0)
        {
            _client.SendTo(_server);
            _server.SendTo(_client);
        }
    }

    private sealed class End : IHttp2Events
    {
        private int _reads;

        public End(Http2Role role)
        {
            Connection = new Http2Connection(role, Http2ConnectionOptions.Default, this);
            Connection.Start(0);
        }

        public Http2Connection Connection { get; }

        public Http2Stream? Last { get; set; }

        public Action<HeaderList> Read { get; set; } = _ => { };

        public int TakeReads()
        {
            var reads = _reads;
            _reads = 0;
            return reads;
        }

        public void SendTo(End other)
        {
            var chunks = new List<ReadOnlyMemory<byte>>();
            Connection.Output.TakeAll(chunks);
            var bytes = chunks.SelectMany(chunk => chunk.ToArray()).ToArray();
            Connection.Output.Recycle(chunks);
            Connection.OutputTaken();
            Assert.Equal(bytes.Length, other.Connection.Receive(bytes, 0));
        }

        public void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
        {
            Last = stream;
            _reads++;
            Read(headers);
        }

        public void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
        {
        }

        public void OnReset(Http2Stream stream, Http2Error error) => Assert.Fail(error.Text);

        public void OnWritable(Http2Stream stream)
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

        public void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData) => Assert.Fail(code.ToString());

        public void OnConnectionError(Http2Error error) => Assert.Fail(error.Text);
    }
}
