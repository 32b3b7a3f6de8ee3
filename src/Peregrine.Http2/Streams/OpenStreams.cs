namespace Peregrine.Http2.Streams;

/// <summary>Which streams of a connection exist, existed, and may be opened (RFC 9113 section 5.1.1 and 5.1.2).</summary>
internal sealed class OpenStreams(Http2Role role)
{
    /// <summary>What a client assumes before the server's first SETTINGS: the number that section 6.5.2 recommends as the least.</summary>
    private const uint InitialLimit = 100;

    private readonly StreamTable _table = new();
    private readonly ClosedStreams _closed = new();
    private uint _nextId = 1;
    private uint _limit = InitialLimit;

    /// <summary>Objects for new streams.</summary>
    public StreamPool Pool { get; } = new();

    /// <summary>Streams that hold a slot.</summary>
    public int Count => _table.Count;

    /// <summary>The highest stream of the peer that was seen.</summary>
    public StreamId LastPeerId { get; private set; }

    /// <summary>The owner was refused a stream and waits for a slot.</summary>
    public bool IsSlotWanted { get; set; }

    public bool HasFreeSlot => (uint)_table.Count < _limit;

    public bool AreIdsUsedUp => _nextId > StreamId.Max.Value;

    /// <summary>The peer's SETTINGS_MAX_CONCURRENT_STREAMS.</summary>
    public void SetLimit(uint limit) => _limit = limit;

    public Http2Stream? Find(StreamId id) => _table.Find(id);

    public Http2Stream[] Snapshot() => _table.Snapshot();

    /// <summary>The identifier of the next stream that a client opens.</summary>
    public StreamId TakeId()
    {
        var id = new StreamId(_nextId);
        _nextId += 2;
        return id;
    }

    /// <summary>The peer used <paramref name="id"/> for a new stream; lower unused ones are closed by that (section 5.1.1).</summary>
    public void Accept(StreamId id) => LastPeerId = id;

    public void Add(Http2Stream stream) => _table.Add(stream);

    /// <summary>Frees the slot; false when it was free before.</summary>
    public bool Remove(Http2Stream stream)
    {
        if (!_table.Remove(stream)) return false;
        _closed.Add(stream.Id, stream.State.End);
        return true;
    }

    /// <summary>Remembers a stream that was refused before it existed.</summary>
    public void Refuse(StreamId id) => _closed.Add(id, StreamEnd.ResetByUs);

    /// <summary>Whether no frame ever opened the stream. Push is off, so a server's streams are always idle.</summary>
    public bool IsIdle(StreamId id) => !id.IsClientInitiated || (role == Http2Role.Client ? id.Value >= _nextId : id > LastPeerId);

    /// <summary>How a stream that is neither idle nor in the table ended; None when it was forgotten or skipped.</summary>
    public StreamEnd HowEnded(StreamId id) => _closed.Find(id);

    /// <summary>Whether an identifier of the peer was passed over, so that its use now is out of order; old streams get the benefit of the doubt.</summary>
    public bool WasSkipped(StreamId id) => role == Http2Role.Server && id > _closed.HighestForgotten && HowEnded(id) == StreamEnd.None;
}
