namespace Peregrine.Http2.Hpack;

/// <summary>
/// The dynamic table of one direction (RFC 7541 section 4): a ring with the newest entry at age 0, evicted by size in bytes. Takes no memory
/// before its first entry.
/// </summary>
internal sealed class DynamicTable(int capacity)
{
    private HeaderField[] _ring = [];
    private int _newest;

    /// <summary>The size in bytes that entries may take together.</summary>
    public int Capacity { get; private set; } = capacity;

    /// <summary>The bytes that entries take, each with its overhead of 32.</summary>
    public int Size { get; private set; }

    public int Count { get; private set; }

    /// <summary>How many entries were ever inserted, modulo 2^32; the number of the newest one.</summary>
    public uint Inserted { get; private set; }

    /// <summary>The entry of an age below <see cref="Count"/>.</summary>
    public HeaderField At(int age) => _ring[(_newest - age) & (_ring.Length - 1)];

    /// <summary>Inserts a field, evicting old ones; a field larger than the table empties it and stays out (section 4.4).</summary>
    public bool Insert(HeaderField field)
    {
        var size = field.Size;
        EvictTo(Capacity - size);
        if (size > Capacity) return false;
        if (Count == _ring.Length) Grow();
        _newest = (_newest + 1) & (_ring.Length - 1);
        _ring[_newest] = field;
        Count++;
        Size += size;
        Inserted++;
        return true;
    }

    /// <summary>What a field larger than the table does to it (section 4.4).</summary>
    public void Clear() => EvictTo(-1);

    /// <summary>Changes the size limit (section 4.3).</summary>
    public void Resize(int capacity)
    {
        Capacity = capacity;
        EvictTo(capacity);
    }

    private void EvictTo(int size)
    {
        while (Size > size && Count > 0)
        {
            ref var oldest = ref _ring[(_newest - Count + 1) & (_ring.Length - 1)];
            Size -= oldest.Size;
            Count--;
            oldest = null!; // an empty slot of the ring; never read before it is written
        }
    }

    private void Grow()
    {
        var ring = new HeaderField[Math.Max(16, _ring.Length * 2)];
        for (var age = 0; age < Count; age++) ring[Count - 1 - age] = At(age);
        _newest = Count - 1;
        _ring = ring;
    }
}
