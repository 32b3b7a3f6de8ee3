namespace Peregrine.Testing;

/// <summary>How a network carries bytes; shared by all its links, and changed while they live.</summary>
internal sealed class LinkConditions
{
    private long _latencyTicks;
    private long _bytesPerSecond = long.MaxValue;

    /// <summary>How long a byte is under way.</summary>
    public TimeSpan Latency
    {
        get => new(Volatile.Read(ref _latencyTicks));
        set => Volatile.Write(ref _latencyTicks, value.Ticks);
    }

    /// <summary>How many bytes a second fit into one direction of a link.</summary>
    public long BytesPerSecond
    {
        get => Volatile.Read(ref _bytesPerSecond);
        set => Volatile.Write(ref _bytesPerSecond, value);
    }

    /// <summary>How many bytes one direction holds, under way or unread; then senders wait.</summary>
    public int Capacity { get; set; } = 256 * 1024;

    /// <summary>How many bytes one receive returns at most, asked for each receive.</summary>
    public Func<int> MaxReceive { get; set; } = static () => int.MaxValue;
}
