using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Connections;

/// <summary>What a server or a channel wants to know of one of its connections. Methods with the suffix are called under the connection's lock: short, no user code.</summary>
internal interface IConnectionOwner
{
    /// <summary>Server: a request opened a stream. The owner may attach a <see cref="MessageStream"/> to it, or answer at once.</summary>
    void OnRequest_NeedsLock(Http2Stream stream, HeaderList headers, bool endStream);

    /// <summary>The peer's SETTINGS arrived.</summary>
    void OnReady_NeedsLock();

    /// <summary>Client: a stream slot became free.</summary>
    void OnStreamSlotsAvailable_NeedsLock();

    /// <summary>The peer takes no new streams.</summary>
    void OnGoAway_NeedsLock(StreamId lastStreamId, Http2ErrorCode code, string debugText);

    /// <summary>The peer sent a PING; it is answered already.</summary>
    void OnPing_NeedsLock();

    /// <summary>A PING of ours was answered.</summary>
    void OnPingAcknowledged_NeedsLock(ulong payload);

    /// <summary>A stream is gone; the connection may have become idle.</summary>
    void OnStreamClosed_NeedsLock();

    /// <summary>A stream was reset, or refused before it was one, because the peer broke a rule or a limit.</summary>
    void OnStreamFault_NeedsLock(in Http2Error error)
    {
    }

    /// <summary>The connection is over: every stream was told, the transport is closed. Called once, not under the lock.</summary>
    void OnClosed(ConnectionEnd end);
}
