namespace Peregrine.Http2.Streams;

/// <summary>
/// The streams that hold a slot, by identifier: open addressing with linear probing. Identifiers of one side are consecutive odd numbers, so
/// half the identifier is a perfect hash for as many streams as there are places.
/// </summary>
internal sealed class StreamTable
{
    private const int SmallestLength = 8;

    private Http2Stream?[] _places = [];

    public int Count { get; private set; }

    public Http2Stream? Find(StreamId id)
    {
        var places = _places;
        if (places.Length == 0) return null;
        var mask = places.Length - 1;
        for (var place = Home(id, mask); places[place] is { } stream; place = (place + 1) & mask)
        {
            if (stream.Id == id) return stream;
        }
        return null;
    }

    public void Add(Http2Stream stream)
    {
        if ((Count + 1) * 2 > _places.Length) Rehash(Math.Max(SmallestLength, _places.Length * 2));
        Place(stream);
        Count++;
    }

    /// <summary>Removes the stream; false when it is not there.</summary>
    public bool Remove(Http2Stream stream)
    {
        if (_places.Length == 0) return false;
        var mask = _places.Length - 1;
        var place = Home(stream.Id, mask);
        while (_places[place] != stream)
        {
            if (_places[place] is null) return false;
            place = (place + 1) & mask;
        }
        CloseGap(place, mask);
        Count--;
        if (Count == 0 && _places.Length > 32 * SmallestLength) _places = [];
        return true;
    }

    /// <summary>The streams at this moment, in the order of their identifiers; for rare events that touch all of them.</summary>
    public Http2Stream[] Snapshot()
    {
        var streams = new Http2Stream[Count];
        var next = 0;
        foreach (var stream in _places)
        {
            if (stream is not null) streams[next++] = stream;
        }
        Array.Sort(streams, static (left, right) => left.Id.CompareTo(right.Id));
        return streams;
    }

    private static int Home(StreamId id, int mask) => (int)(id.Value >> 1) & mask;

    private void Place(Http2Stream stream)
    {
        var mask = _places.Length - 1;
        var place = Home(stream.Id, mask);
        while (_places[place] is not null) place = (place + 1) & mask;
        _places[place] = stream;
    }

    // Moves later streams of the same run forward, so that no search ends too early.
    private void CloseGap(int gap, int mask)
    {
        var place = gap;
        while (true)
        {
            place = (place + 1) & mask;
            if (_places[place] is not { } stream) break;
            var distance = (place - Home(stream.Id, mask)) & mask;
            if (distance < ((place - gap) & mask)) continue;
            _places[gap] = stream;
            gap = place;
        }
        _places[gap] = null;
    }

    private void Rehash(int length)
    {
        var old = _places;
        _places = new Http2Stream[length];
        foreach (var stream in old)
        {
            if (stream is not null) Place(stream);
        }
    }
}
