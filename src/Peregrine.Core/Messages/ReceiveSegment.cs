namespace Peregrine.Messages;

/// <summary>
/// A pooled array with a count of its users: the read loop receives into it, messages lie in it, and whoever releases it last gives it back.
/// Made with one user. <see cref="Retain"/> and <see cref="Release"/> may run concurrently.
/// </summary>
internal sealed class ReceiveSegment
{
    /// <summary>What the read loop receives into.</summary>
    public const int LargeSize = 64 * 1024;

    /// <summary>What small pieces are gathered in, so that they do not hold a large array each.</summary>
    public const int SmallSize = 4 * 1024;

    /// <summary>What an idle connection holds: room for the request that wakes it, and no more, because there are many of them.</summary>
    public const int IdleSize = 1024;

    private static readonly SegmentPool IdlePool = new(IdleSize, capacity: 4096);
    private static readonly SegmentPool LargePool = new(LargeSize, capacity: 256);
    private static readonly SegmentPool SmallPool = new(SmallSize, capacity: 1024);

    private readonly SegmentPool _pool;
    private int _users;

    internal ReceiveSegment(SegmentPool pool, byte[] array)
    {
        _pool = pool;
        Array = array;
    }

    /// <summary>The bytes.</summary>
    public byte[] Array { get; }

    /// <summary>The pooled segments that have a user, in the whole process; for tests.</summary>
    internal static int InUse => LargePool.InUse + SmallPool.InUse + IdlePool.InUse;

    /// <summary>The number of users; for tests and assertions.</summary>
    internal int Users => Volatile.Read(ref _users);

    /// <summary>A segment of <see cref="LargeSize"/> bytes; its content is arbitrary.</summary>
    public static ReceiveSegment Rent() => LargePool.Rent();

    /// <summary>A segment of <see cref="SmallSize"/> bytes; its content is arbitrary.</summary>
    public static ReceiveSegment RentSmall() => SmallPool.Rent();

    /// <summary>A segment of <see cref="IdleSize"/> bytes; its content is arbitrary.</summary>
    public static ReceiveSegment RentIdle() => IdlePool.Rent();

    /// <summary>A segment of a size of its own, for a frame that exceeds <see cref="LargeSize"/>; it is not kept for others.</summary>
    public static ReceiveSegment RentOver(int size) => new SegmentPool(size, capacity: 0).Rent();

    /// <summary>Adds a user. The caller is one itself, so that the segment cannot go away meanwhile.</summary>
    public void Retain()
    {
        if (Interlocked.Increment(ref _users) <= 1) throw new InvalidOperationException("A receive segment was retained after its last release.");
    }

    /// <summary>Removes a user; the last one gives the array back.</summary>
    public void Release()
    {
        var users = Interlocked.Decrement(ref _users);
        if (users < 0) throw new InvalidOperationException("A receive segment was released more often than retained.");
        if (users == 0) _pool.Return(this);
    }

    internal void StartUse() => Volatile.Write(ref _users, 1);
}
