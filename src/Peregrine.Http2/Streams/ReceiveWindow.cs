namespace Peregrine.Http2.Streams;

/// <summary>
/// Bytes of DATA that the peer may send (RFC 9113 section 6.9). What was received is given back when it was consumed, in batches: half the
/// window, or an eighth of it when that is much. On a long way a peer waits for the batch, on a short one for nothing.
/// <code>
///   size = available + received, not yet consumed + consumed, not yet given back (owed)
/// </code>
/// </summary>
internal struct ReceiveWindow(int size)
{
    private const int LargeBatch = 512 * 1024;

    private int _size = size;
    private int _owed;

    public int Available { get; private set; } = size;

    /// <summary>Received and not yet consumed.</summary>
    public readonly int Unread => _size - Available - _owed;

    private readonly int Batch => Math.Min(_size / 2, Math.Max(_size / 8, LargeBatch));

    /// <summary>The peer sent <paramref name="bytes"/>; false when that is more than it may.</summary>
    public bool TryTake(int bytes)
    {
        if (bytes > Available) return false;
        Available -= bytes;
        return true;
    }

    /// <summary>Bytes were consumed. Returns the increment to announce now, 0 while it is too little to be worth a frame.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="size">What the window grows to with this announcement, when that is more than it is.</param>
    public int Return(int bytes, int size)
    {
        _owed += bytes;
        if (_owed < Batch || _owed == 0) return 0;
        var increment = _owed;
        if (size > _size)
        {
            increment += size - _size;
            _size = size;
        }
        _owed = 0;
        Available += increment;
        return increment;
    }

    /// <summary>Changes the size; the peer learns it in its own way (SETTINGS or WINDOW_UPDATE).</summary>
    public void Resize(int size)
    {
        Available += size - _size;
        _size = size;
    }
}
