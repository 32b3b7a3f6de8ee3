namespace Peregrine.Connections;

/// <summary>The open streams of a connection, linked through themselves.</summary>
internal sealed class StreamSet
{
    private MessageStream? _first;

    public int Count { get; private set; }

    public void Add(MessageStream stream)
    {
        stream.Next = _first;
        if (_first is not null) _first.Previous = stream;
        _first = stream;
        Count++;
    }

    public void Remove(MessageStream stream)
    {
        if (stream.Previous is null) _first = stream.Next;
        else stream.Previous.Next = stream.Next;
        if (stream.Next is not null) stream.Next.Previous = stream.Previous;
        stream.Previous = stream.Next = null;
        Count--;
    }

    /// <summary>Some stream of the set, or null when it is empty.</summary>
    public MessageStream? Any => _first;

    /// <summary>A copy, for visiting each while streams come and go.</summary>
    public List<MessageStream> ToList()
    {
        var streams = new List<MessageStream>(Count);
        for (var stream = _first; stream is not null; stream = stream.Next) streams.Add(stream);
        return streams;
    }
}
