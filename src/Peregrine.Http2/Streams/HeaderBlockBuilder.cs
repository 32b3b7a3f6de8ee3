namespace Peregrine.Http2.Streams;

/// <summary>Puts HEADERS and its CONTINUATION frames together into one bounded block (RFC 9113 section 4.3).</summary>
internal sealed class HeaderBlockBuilder(int maxLength, int maxContinuations)
{
    private byte[] _buffer = [];
    private int _length;
    private int _continuations;

    /// <summary>The stream of the unfinished block, or 0.</summary>
    public StreamId StreamId { get; private set; }

    public bool EndStream { get; private set; }

    /// <summary>What was wrong with the HEADERS frame itself; the block is decoded all the same.</summary>
    public Breach Flaw { get; private set; }

    public long StartedMs { get; private set; }

    public bool IsOpen => !StreamId.IsConnection;

    public ReadOnlySpan<byte> Block => _buffer.AsSpan(0, _length);

    public Breach Begin(StreamId streamId, ReadOnlySpan<byte> fragment, bool endStream, Breach flaw, long nowMs)
    {
        StreamId = streamId;
        EndStream = endStream;
        Flaw = flaw;
        StartedMs = nowMs;
        _length = 0;
        _continuations = 0;
        return Append(fragment);
    }

    public Breach Continue(ReadOnlySpan<byte> fragment) =>
        ++_continuations > maxContinuations ? new(Violation.TooManyContinuations, _continuations, maxContinuations) : Append(fragment);

    /// <summary>The block was handled; its memory goes.</summary>
    public void Finish()
    {
        StreamId = StreamId.Connection;
        _buffer = [];
        _length = 0;
    }

    private Breach Append(ReadOnlySpan<byte> fragment)
    {
        var length = _length + fragment.Length;
        if (length > maxLength) return new(Violation.HeaderBlockTooLarge, length, maxLength);
        if (length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(length, _buffer.Length * 2));
        fragment.CopyTo(_buffer.AsSpan(_length));
        _length = length;
        return default;
    }
}
