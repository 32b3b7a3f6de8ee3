namespace Peregrine.Http2.Hpack;

/// <summary>
/// Fields into header blocks, for one direction of a connection (RFC 7541). The block being written lies in <see cref="Block"/>. A field that is in the
/// table is found by its hash in a small direct-mapped array of entry numbers and confirmed by identity; bytes are compared only for other objects.
/// </summary>
internal sealed class HpackEncoder(int maxCapacity)
{
    private const int DefaultCapacity = 4096;
    private const int ProbeSlots = 128;
    private const int KeptBlock = 1024;

    // Shorter strings gain too little from Huffman coding to be worth the time, unless they are sent once and indexed ever after.
    private const int ShortestHuffmanLiteral = 24;

    private readonly DynamicTable _table = new(Math.Min(DefaultCapacity, maxCapacity));
    private uint[] _probes = [];
    private byte[] _block = [];
    private int _length;
    private int _lowestCapacity = int.MaxValue;
    private bool _sizeUpdateDue = maxCapacity < DefaultCapacity;

    /// <summary>The block written so far.</summary>
    public ReadOnlySpan<byte> Block => _block.AsSpan(0, _length);

    /// <summary>The peer's SETTINGS_HEADER_TABLE_SIZE: obeyed from the next block on, which says so first (section 4.2).</summary>
    public void SetPeerCapacity(uint capacity)
    {
        var effective = (int)Math.Min(capacity, (uint)maxCapacity);
        if (effective == _table.Capacity && !_sizeUpdateDue) return;
        _lowestCapacity = Math.Min(_lowestCapacity, effective);
        _table.Resize(effective);
        _sizeUpdateDue = true;
    }

    /// <summary>Gives back the memory of the last block.</summary>
    public void Trim()
    {
        _block = [];
        _length = 0;
    }

    /// <summary>Starts a new block.</summary>
    public void Begin()
    {
        _length = 0;
        if (_block.Length > KeptBlock) _block = [];
        if (_sizeUpdateDue) WriteSizeUpdates();
    }

    /// <summary>Adds a field and remembers it in the table, unless it is secret or too large.</summary>
    public void Add(HeaderField field)
    {
        var match = field.Static;
        if (match.FieldIndex != 0)
        {
            WriteIndex(match.FieldIndex);
            return;
        }
        if (field.NeverIndexed)
        {
            WriteLiteral(0x10, 4, match.NameIndex, field.Name, field.Value);
            return;
        }
        if (_probes.Length == 0) _probes = new uint[ProbeSlots];
        var slot = field.Hash & (ProbeSlots - 1);
        var age = _table.Inserted - _probes[slot];
        if (age < (uint)_table.Count)
        {
            if (!ReferenceEquals(_table.At((int)age), field)) age = FindOlder(age, field.Hash, field.Name, field.Value);
            if (age < (uint)_table.Count)
            {
                WriteIndex(StaticTable.Count + 1 + (int)age);
                return;
            }
        }
        Insert(field, slot);
    }

    /// <summary>Adds a field by its bytes, looks it up in the table and remembers it there.</summary>
    public void AddRemembered(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (FieldSecrecy.IsSecret(name))
        {
            AddNever(name, value);
            return;
        }
        if (_probes.Length == 0) _probes = new uint[ProbeSlots];
        var hash = FieldHash.Of(name, value);
        var age = _table.Inserted - _probes[hash & (ProbeSlots - 1)];
        if (age < (uint)_table.Count) age = FindOlder(age, hash, name, value);
        if (age < (uint)_table.Count) WriteIndex(StaticTable.Count + 1 + (int)age);
        else Add(new HeaderField(name, value));
    }

    /// <summary>Adds a literal that enters no table.</summary>
    public void AddOnce(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (FieldSecrecy.IsSecret(name)) AddNever(name, value);
        else WriteLiteral(0x00, 4, StaticTable.Find(name, value).NameIndex, name, value);
    }

    /// <summary>Adds a literal that no table on any hop may hold (section 6.2.3).</summary>
    public void AddNever(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        WriteLiteral(0x10, 4, StaticTable.Find(name, value).NameIndex, name, value);

    private void Insert(HeaderField field, uint slot)
    {
        // A field of more than half the table would push out everything that repeats.
        if (field.Size > _table.Capacity / 2)
        {
            WriteLiteral(0x00, 4, field.Static.NameIndex, field.Name, field.Value);
            return;
        }
        WriteLiteral(0x40, 6, field.Static.NameIndex, field.Name, field.Value);
        _table.Insert(field);
        _probes[slot] = _table.Inserted;
    }

    /// <summary>
    /// The age of an equal field, or <see cref="uint.MaxValue"/>. A slot holds the youngest entry of its hash class, so the search starts
    /// there and goes to older entries; when the slot is dead there is nothing to find.
    /// </summary>
    private uint FindOlder(uint age, uint hash, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        for (; age < (uint)_table.Count; age++)
        {
            var entry = _table.At((int)age);
            if (entry.Hash == hash && entry.Matches(name, value)) return age;
        }
        return uint.MaxValue;
    }

    private void WriteIndex(int index)
    {
        Reserve(HpackInteger.MaxLength);
        if (index < 0x7F) _block[_length++] = (byte)(0x80 | index);
        else _length += HpackInteger.Write(_block.AsSpan(_length), 0x80, 7, index);
    }

    private void WriteLiteral(byte pattern, int prefixBits, int nameIndex, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var isIndexed = pattern == 0x40;
        Reserve(HpackInteger.MaxLength);
        _length += HpackInteger.Write(_block.AsSpan(_length), pattern, prefixBits, nameIndex);
        if (nameIndex == 0) WriteString(name, isIndexed);
        WriteString(value, isIndexed);
    }

    private void WriteString(ReadOnlySpan<byte> text, bool isIndexed)
    {
        if (isIndexed || text.Length >= ShortestHuffmanLiteral)
        {
            var coded = Huffman.EncodedLength(text);
            if (coded < text.Length)
            {
                Reserve(HpackInteger.MaxLength + coded);
                _length += HpackInteger.Write(_block.AsSpan(_length), 0x80, 7, coded);
                Huffman.Encode(text, _block.AsSpan(_length));
                _length += coded;
                return;
            }
        }
        Reserve(HpackInteger.MaxLength + text.Length);
        _length += HpackInteger.Write(_block.AsSpan(_length), 0x00, 7, text.Length);
        text.CopyTo(_block.AsSpan(_length));
        _length += text.Length;
    }

    private void WriteSizeUpdates()
    {
        Reserve(2 * HpackInteger.MaxLength);
        // The smallest limit of several changes must be seen to have emptied the table (section 4.2).
        if (_lowestCapacity < _table.Capacity) _length += HpackInteger.Write(_block.AsSpan(_length), 0x20, 5, _lowestCapacity);
        _length += HpackInteger.Write(_block.AsSpan(_length), 0x20, 5, _table.Capacity);
        _lowestCapacity = int.MaxValue;
        _sizeUpdateDue = false;
    }

    private void Reserve(int bytes)
    {
        if (_block.Length - _length < bytes) Array.Resize(ref _block, Math.Max(256, Math.Max(_block.Length * 2, _length + bytes)));
    }
}
