using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2;

/// <summary>
/// What an <see cref="Http2Connection"/> tells its owner while it handles input. Every method is called synchronously from
/// <see cref="Http2Connection.Receive"/> (or from the call that caused it), in wire order; it may call the Send methods of the
/// connection, but not <see cref="Http2Connection.Receive"/>. Arguments that carry bytes are valid only as each says.
/// </summary>
public interface IHttp2Events
{
    /// <summary>
    /// A header block is complete: on a server a new request (<paramref name="stream"/> is new, <see cref="Http2Stream.Owner"/> is null) or its trailers; on a client a
    /// response head (1xx heads are consumed by the engine) or trailers (<see cref="Http2Stream.HeadReceived"/> was true before).
    /// <paramref name="headers"/> is reused after the return.
    /// </summary>
    void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream);

    /// <summary>
    /// Body bytes, without padding: a slice of the memory given to Receive. The receiver owes credit for <c>data.Length</c> bytes and gives it
    /// back by <see cref="Http2Connection.Consume"/>. Called with empty data only when <paramref name="endStream"/> is set.
    /// </summary>
    void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream);

    /// <summary>The stream ended abnormally: the peer reset it, or the engine did because the peer broke a rule (<paramref name="error"/> tells which). The stream is closed.</summary>
    void OnReset(Http2Stream stream, Http2Error error);

    /// <summary>
    /// Server: a new stream was reset before <see cref="OnHeaders"/> (malformed head, over a limit, after GOAWAY), or a late frame for a closed stream was answered with a reset.
    /// For logs and metrics only: there is no stream object.
    /// </summary>
    void OnStreamRefused(Http2Error error)
    {
    }

    /// <summary>A stream whose <see cref="Http2Connection.SendData"/> accepted less than it was given may send again.</summary>
    void OnWritable(Http2Stream stream);

    /// <summary>Client: the peer's concurrency limit changed or a slot became free while <see cref="Http2Connection.TryOpenStream"/> had said no.</summary>
    void OnStreamSlotsAvailable();

    /// <summary>The peer's first SETTINGS frame arrived: the connection is ready (gRPC resets its connection back-off here).</summary>
    void OnReady();

    /// <summary>The peer sent a PING, which the engine has answered. For who counts them.</summary>
    void OnPing(ulong payload)
    {
    }

    /// <summary>The peer acknowledged a PING sent with this payload.</summary>
    void OnPingAcknowledged(ulong payload);

    /// <summary>The peer closes: streams of ours above <paramref name="lastStreamId"/> were not processed; the engine reports each of them by <see cref="OnReset"/> with <see cref="Violation.NotProcessedByPeer"/> after this call.</summary>
    void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData);

    /// <summary>The connection is broken by the peer: a GOAWAY with the reason is in the output, all streams are to be given up; further input is ignored.</summary>
    void OnConnectionError(Http2Error error);
}
