using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Bench.Engine;

/// <summary>Sends requests with the eight fields that a gRPC client sends.</summary>
internal sealed class UnaryClient : IHttp2Events
{
    private static readonly HeaderField[] Head =
    [
        HeaderField.Intern(":method"u8, "POST"u8),
        HeaderField.Intern(":scheme"u8, "http"u8),
        HeaderField.Intern(":path"u8, "/bench.Bench/Unary"u8),
        HeaderField.Intern(":authority"u8, "localhost:5000"u8),
        HeaderField.Intern("te"u8, "trailers"u8),
        HeaderField.Intern("content-type"u8, "application/grpc"u8),
        HeaderField.Intern("user-agent"u8, "grpc-dotnet-peregrine/0.1"u8),
        HeaderField.Intern("grpc-accept-encoding"u8, "identity,gzip,deflate"u8),
    ];

    public UnaryClient() => Connection = new(Http2Role.Client, Http2ConnectionOptions.Default, this);

    public Http2Connection Connection { get; }

    public long Answered { get; private set; }

    public void Call(ReadOnlySpan<byte> message)
    {
        var stream = Connection.TryOpenStream(null) ?? throw new InvalidOperationException("no slot");
        var head = Connection.BeginHeaders(stream);
        foreach (var field in Head) head.Add(field);
        Connection.EndHeaders(endStream: false);
        Connection.SendData(stream, message, endStream: true);
    }

    public void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        if (endStream) Answered++;
    }

    public void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream) => Connection.Consume(stream, data.Length);

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
