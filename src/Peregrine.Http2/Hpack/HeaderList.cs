namespace Peregrine.Http2.Hpack;

/// <summary>The fields of one decoded header block, in order. Owned and reused by the decoder: valid during the event that delivers it.</summary>
public sealed class HeaderList
{
    private const int KeptScratch = 4096;

    private Slot[] _slots = [];
    private byte[] _scratch = [];
    private int _scratchUsed;

    internal HeaderList()
    {
    }

    /// <summary>The number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>The size that SETTINGS_MAX_HEADER_LIST_SIZE limits: names, values and 32 bytes for each field (RFC 9113 section 6.5.2).</summary>
    public int Size { get; private set; }

    /// <summary>The name of field <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Name(int index)
    {
        ref readonly var slot = ref Get(index);
        return slot.Entry is { } entry ? entry.Name : _scratch.AsSpan(slot.Offset, slot.NameLength);
    }

    /// <summary>The value of field <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Value(int index)
    {
        ref readonly var slot = ref Get(index);
        return slot.Entry is { } entry ? entry.Value : _scratch.AsSpan(slot.Offset + slot.NameLength, slot.ValueLength);
    }

    /// <summary>The table entry behind field <paramref name="index"/> (static or dynamic table), or null for a literal that entered no table.</summary>
    public HeaderField? Entry(int index) => Get(index).Entry;

    /// <summary>The field as an object that may be kept: the table entry, or a copy.</summary>
    public HeaderField Keep(int index) => Get(index) is { Entry: { } entry } ? entry : new(Name(index), Value(index), _slots[index].NeverIndexed);

    /// <summary>Whether the sender forbids to index field <paramref name="index"/>, here and on later hops (RFC 7541 section 6.2.3).</summary>
    public bool IsNeverIndexed(int index) => Get(index) is var slot && (slot.Entry?.NeverIndexed ?? slot.NeverIndexed);

    internal FieldKind Kind(int index)
    {
        ref readonly var slot = ref Get(index);
        return slot.Entry is { } entry ? entry.Kind : FieldRules.Classify(Name(index), Value(index));
    }

    internal void Clear()
    {
        Count = 0;
        Size = 0;
        _scratchUsed = 0;
        if (_scratch.Length > KeptScratch) _scratch = [];
    }

    internal void Trim()
    {
        Clear();
        _slots = [];
        _scratch = [];
    }

    internal void Add(HeaderField entry)
    {
        if (Count == _slots.Length) Array.Resize(ref _slots, Math.Max(16, Count * 2));
        _slots[Count++] = new() { Entry = entry };
        Size += entry.Size;
    }

    /// <summary>Room for bytes of a literal behind those that are in use; valid until the next call.</summary>
    internal Span<byte> Scratch(int length)
    {
        if (_scratch.Length - _scratchUsed < length) Array.Resize(ref _scratch, Math.Max(256, Math.Max(_scratch.Length * 2, _scratchUsed + length)));
        return _scratch.AsSpan(_scratchUsed);
    }

    /// <summary>Adds a literal whose name and value lie at the start of <see cref="Scratch"/>.</summary>
    internal void AddLiteral(int nameLength, int valueLength, bool neverIndexed)
    {
        if (Count == _slots.Length) Array.Resize(ref _slots, Math.Max(16, Count * 2));
        _slots[Count++] = new() { Offset = _scratchUsed, NameLength = nameLength, ValueLength = valueLength, NeverIndexed = neverIndexed };
        _scratchUsed += nameLength + valueLength;
        Size += nameLength + valueLength + HeaderField.Overhead;
    }

    private ref readonly Slot Get(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return ref _slots[index];
    }

    private struct Slot
    {
        public HeaderField? Entry;
        public int Offset;
        public int NameLength;
        public int ValueLength;
        public bool NeverIndexed;
    }
}
