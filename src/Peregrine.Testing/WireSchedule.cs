namespace Peregrine.Testing;

/// <summary>When bytes leave and arrive, in order whatever the network's latency and rate become meanwhile.</summary>
internal sealed class WireSchedule(LinkConditions conditions)
{
    private long _freeAt;
    private long _lastArrival;

    public Packet Carry(ReadOnlyMemory<byte> bytes, long now)
    {
        var rate = conditions.BytesPerSecond;
        var duration = rate == long.MaxValue ? 0 : (long)((double)bytes.Length * TimeSpan.TicksPerSecond / rate);
        _freeAt = Math.Max(_freeAt, now) + duration;
        return new(false, _freeAt, Arrival(), bytes);
    }

    /// <summary>The mark behind the last byte.</summary>
    public Packet End(long now)
    {
        _freeAt = Math.Max(_freeAt, now);
        return new(true, now, Arrival(), default);
    }

    /// <summary>What has not left the sender never will.</summary>
    public void DropUnsent(long now)
    {
        _freeAt = Math.Min(_freeAt, now);
        _lastArrival = Math.Min(_lastArrival, now + conditions.Latency.Ticks);
    }

    private long Arrival() => _lastArrival = Math.Max(_lastArrival, _freeAt + conditions.Latency.Ticks);
}
