namespace Peregrine.Http2.Streams;

/// <summary>
/// Stream objects whose streams are over and whose owners have let go, to be used for later streams. What is retired can be rented again only after
/// <see cref="Renew"/>: whoever handles input may still hold it until then.
/// </summary>
internal sealed class StreamPool
{
    private const int Capacity = 128;

    private readonly List<Http2Stream> _retired = [];
    private readonly Stack<Http2Stream> _free = new();

    public Http2Stream Rent(StreamId id, int sendWindow, int receiveWindow, long openedMs)
    {
        if (!_free.TryPop(out var stream)) stream = new Http2Stream();
        stream.Start(id, sendWindow, receiveWindow, openedMs);
        return stream;
    }

    /// <summary>Takes a stream that nobody will use any more. One that still stands in the send queue is left to the collector.</summary>
    public void Retire(Http2Stream stream)
    {
        stream.IsRetired = true;
        stream.Owner = null;
        if (!stream.Turn.IsQueued && _retired.Count < Capacity) _retired.Add(stream);
    }

    /// <summary>Nobody handles input: what is retired is free.</summary>
    public void Renew()
    {
        foreach (var stream in _retired)
        {
            if (_free.Count < Capacity) _free.Push(stream);
        }

        _retired.Clear();
    }

    /// <summary>Gives the memory back.</summary>
    public void Clear()
    {
        _retired.Clear();
        _free.Clear();
    }
}
