using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Bench.Engine;

/// <summary>Collects requests, then answers them all: head, message, trailers.</summary>
internal sealed class UnaryServer : IHttp2Events
{
    private static readonly HeaderField Status = HeaderField.Intern(":status"u8, "200"u8);
    private static readonly HeaderField ContentType = HeaderField.Intern("content-type"u8, "application/grpc"u8);
    private static readonly HeaderField GrpcStatus = HeaderField.Intern("grpc-status"u8, "0"u8);

    private readonly List<Http2Stream> _ready = [];

    public UnaryServer() => Connection = new(Http2Role.Server, Http2ConnectionOptions.Default, this);

    public Http2Connection Connection { get; }

    public void AnswerAll(ReadOnlySpan<byte> message)
    {
        foreach (var stream in _ready)
        {
            var head = Connection.BeginHeaders(stream);
            head.Add(Status);
            head.Add(ContentType);
            Connection.EndHeaders(endStream: false);
            Connection.SendData(stream, message, endStream: false);
            Connection.BeginHeaders(stream).Add(GrpcStatus);
            Connection.EndHeaders(endStream: true);
            Connection.Release(stream);
        }
        _ready.Clear();
    }

    public void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        // What a router does with a known path: follow the entry.
        if (headers.Entry(2) is { Meaning: null } path) path.Meaning = this;
    }

    public void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        Connection.Consume(stream, data.Length);
        if (endStream) _ready.Add(stream);
    }

    public void OnReset(Http2Stream stream, Http2Error error) => throw new InvalidOperationException(error.Text);

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

    public void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
    }

    public void OnConnectionError(Http2Error error) => throw new InvalidOperationException(error.Text);
}
