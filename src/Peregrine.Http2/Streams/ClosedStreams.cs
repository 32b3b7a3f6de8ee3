namespace Peregrine.Http2.Streams;

/// <summary>
/// How recently closed streams ended, because that decides what a late frame means (RFC 9113 section 5.1). A ring: old entries are forgotten, and
/// late frames for streams as old as that are ignored.
/// </summary>
internal sealed class ClosedStreams
{
    private const int Capacity = 256;

    private (StreamId Id, StreamEnd End)[] _ring = [];
    private int _next;

    /// <summary>The highest identifier that may have been forgotten.</summary>
    public StreamId HighestForgotten { get; private set; }

    public void Add(StreamId id, StreamEnd end)
    {
        if (_next == _ring.Length && _ring.Length < Capacity) Array.Resize(ref _ring, Math.Max(8, _ring.Length * 2));
        if (_next == Capacity) _next = 0;
        ref var entry = ref _ring[_next++];
        if (entry.Id > HighestForgotten) HighestForgotten = entry.Id;
        entry = (id, end);
    }

    /// <summary>How the stream ended, by its newest entry; None when it is not known.</summary>
    public StreamEnd Find(StreamId id)
    {
        for (var i = _next - 1; i >= 0; i--)
        {
            if (_ring[i].Id == id) return _ring[i].End;
        }
        for (var i = _ring.Length - 1; i >= _next; i--)
        {
            if (_ring[i].Id == id) return _ring[i].End;
        }
        return StreamEnd.None;
    }
}
