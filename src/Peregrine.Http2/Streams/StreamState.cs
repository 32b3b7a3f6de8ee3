namespace Peregrine.Http2.Streams;

/// <summary>One direction of a stream.</summary>
internal enum StreamHalf : byte
{
    Idle,
    Open,
    Closed,
}

/// <summary>How a stream ended.</summary>
internal enum StreamEnd : byte
{
    None,

    /// <summary>Both ends sent END_STREAM.</summary>
    Completed,

    /// <summary>This end sent RST_STREAM.</summary>
    ResetByUs,

    /// <summary>The peer sent RST_STREAM.</summary>
    ResetByPeer,
}

/// <summary>
/// The two independent halves of a stream (RFC 9113 section 5.1). Pure data: no I/O, no clock.
/// <code>
///          HEADERS              END_STREAM
///   Idle ──────────► Open ──────────────────► Closed      each half for itself;
///     └──── HEADERS with END_STREAM ───────────►│         RST_STREAM closes both
/// </code>
/// </summary>
internal struct StreamState
{
    public StreamHalf Local { get; private set; }

    public StreamHalf Remote { get; private set; }

    public StreamEnd End { get; private set; }

    public readonly bool IsClosed => Local == StreamHalf.Closed && Remote == StreamHalf.Closed;

    public void SendHeaders(bool endStream)
    {
        Local = endStream ? StreamHalf.Closed : StreamHalf.Open;
        if (endStream) Complete();
    }

    public void SendEnd()
    {
        Local = StreamHalf.Closed;
        Complete();
    }

    /// <summary>A header block arrived. <paramref name="isFinalHeadBefore"/>: the head (on a client: not a 1xx one) was there already, so these are trailers.</summary>
    public Violation ReceiveHeaders(bool endStream, bool isFinalHeadBefore)
    {
        if (Remote == StreamHalf.Closed) return AfterEnd(Violation.HeadersAfterEndStream, Violation.HeadersAfterReset);
        if (isFinalHeadBefore && !endStream) return Violation.TrailersWithoutEndStream;
        Remote = endStream ? StreamHalf.Closed : StreamHalf.Open;
        if (endStream) Complete();
        return Violation.None;
    }

    public Violation ReceiveData(bool endStream, bool isFinalHeadBefore)
    {
        if (Remote == StreamHalf.Closed) return AfterEnd(Violation.DataAfterEndStream, Violation.DataAfterReset);
        if (!isFinalHeadBefore) return Violation.DataBeforeHeaders;
        if (!endStream) return Violation.None;
        Remote = StreamHalf.Closed;
        Complete();
        return Violation.None;
    }

    public void Reset(StreamEnd end)
    {
        Local = Remote = StreamHalf.Closed;
        End = end;
    }

    private void Complete()
    {
        if (IsClosed && End == StreamEnd.None) End = StreamEnd.Completed;
    }

    private readonly Violation AfterEnd(Violation afterEndStream, Violation afterReset) =>
        End == StreamEnd.ResetByPeer ? afterReset : afterEndStream;
}
