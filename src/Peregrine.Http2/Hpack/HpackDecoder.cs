namespace Peregrine.Http2.Hpack;

/// <summary>
/// Header blocks of one direction of a connection into fields (RFC 7541). Any violation but the two soft limits (<see cref="Violation.HeaderListTooLarge"/>,
/// <see cref="Violation.TooManyHeaderFields"/>) leaves the table out of step: the connection must end.
/// </summary>
internal sealed class HpackDecoder(HpackLimits limits, KnownPaths? knownPaths = null)
{
    private const int InitialCapacity = 4096;
    private const int MaxSizeUpdates = 2;

    private readonly DynamicTable _table = new(InitialCapacity);
    private int _allowedCapacity = InitialCapacity;
    private bool _sizeUpdateDue;
    private int _discardedFields;
    private int _discardedSize;

    /// <summary>What the dynamic table takes now, in bytes of RFC 7541 section 4.1.</summary>
    public int TableSize => _table.Size;

    /// <summary>
    /// Our SETTINGS_HEADER_TABLE_SIZE is in force, because it was acknowledged. When it is below what the table has now, the next block
    /// must begin with a size update (RFC 7541 section 4.2).
    /// </summary>
    public void AllowCapacity(int capacity)
    {
        _allowedCapacity = capacity;
        _sizeUpdateDue = capacity < _table.Capacity;
    }

    /// <summary>Decodes a whole block into <paramref name="list"/>, which is cleared first. Fields beyond the limits are not added.</summary>
    public Breach Decode(ReadOnlySpan<byte> block, HeaderList list)
    {
        list.Clear();
        _discardedFields = 0;
        _discardedSize = 0;
        var position = 0;
        var violation = ReadSizeUpdates(block, ref position);
        while (violation == Violation.None && position < block.Length)
        {
            var first = block[position];
            if (first >= 0x80) violation = ReadIndexed(block, ref position, list);
            else if (first >= 0x40) violation = ReadLiteral(block, ref position, 6, list);
            else if (first < 0x20) violation = ReadLiteral(block, ref position, 4, list);
            else violation = Violation.HpackSizeUpdateMisplaced;
        }
        if (violation == Violation.None && _discardedFields == 0) return default;
        return Explain(violation, list);
    }

    private Breach Explain(Violation violation, HeaderList list) => violation switch
    {
        Violation.None when list.Count >= limits.Fields => new(Violation.TooManyHeaderFields, list.Count + _discardedFields, limits.Fields),
        Violation.None => new(Violation.HeaderListTooLarge, list.Size + _discardedSize, limits.ListSize),
        Violation.HeaderListFarTooLarge => new(violation, list.Size + _discardedSize, limits.HardListSize),
        Violation.FarTooManyHeaderFields => new(violation, list.Count + _discardedFields, limits.HardFields),
        Violation.HpackSizeUpdateTooLarge or Violation.HpackSizeUpdateMissing => new(violation, _table.Capacity, _allowedCapacity),
        Violation.HpackIndexTooLarge => new(violation, 0, StaticTable.Count + _table.Count),
        Violation.HpackTooManySizeUpdates => new(violation, 0, MaxSizeUpdates),
        _ => new(violation),
    };

    private Violation ReadSizeUpdates(ReadOnlySpan<byte> block, ref int position)
    {
        var updates = 0;
        while (position < block.Length && (block[position] & 0xE0) == 0x20)
        {
            if (++updates > MaxSizeUpdates) return Violation.HpackTooManySizeUpdates;
            var violation = HpackInteger.Read(block, 5, ref position, out var capacity);
            if (violation != Violation.None) return violation;
            if (capacity > _allowedCapacity) return Violation.HpackSizeUpdateTooLarge;
            _table.Resize(capacity);
            _sizeUpdateDue = false;
        }
        return _sizeUpdateDue ? Violation.HpackSizeUpdateMissing : Violation.None;
    }

    private Violation ReadIndexed(ReadOnlySpan<byte> block, ref int position, HeaderList list)
    {
        int index = block[position] & 0x7F;
        if (index != 0x7F)
        {
            position++;
        }
        else
        {
            var violation = HpackInteger.Read(block, 7, ref position, out index);
            if (violation != Violation.None) return violation;
        }
        var lookup = Find(index, out var field);
        return lookup == Violation.None ? Add(list, field) : lookup;
    }

    private Violation ReadLiteral(ReadOnlySpan<byte> block, ref int position, int prefixBits, HeaderList list)
    {
        var pattern = block[position];
        var violation = HpackInteger.Read(block, prefixBits, ref position, out var nameIndex);
        if (violation != Violation.None) return violation;

        var isNever = (pattern & 0xF0) == 0x10;
        if (knownPaths is not null && !isNever && KnownPaths.IsPath(nameIndex) && knownPaths.Find(block[position..], out var coded) is { } known)
        {
            position += coded;
            if (prefixBits == 6) _table.Insert(known);
            return Add(list, known);
        }

        violation = ReadName(block, ref position, nameIndex, list, out var nameLength);
        if (violation != Violation.None) return violation;
        violation = ReadString(block, ref position, list, nameLength, out var valueLength);
        if (violation != Violation.None) return violation;

        if (prefixBits == 6) return Insert(list, nameLength, valueLength);
        var size = nameLength + valueLength + HeaderField.Overhead;
        if (!HasRoom(list, size)) return Discard(list, size);
        list.AddLiteral(nameLength, valueLength, isNever);
        return Violation.None;
    }

    private Violation Insert(HeaderList list, int nameLength, int valueLength)
    {
        var size = nameLength + valueLength + HeaderField.Overhead;
        var bytes = list.Scratch(0);
        HeaderField? field = null;
        if (size <= _table.Capacity) _table.Insert(field = new(bytes[..nameLength], bytes.Slice(nameLength, valueLength)));
        else _table.Clear();
        if (!HasRoom(list, size)) return Discard(list, size);
        if (field is not null) list.Add(field);
        else list.AddLiteral(nameLength, valueLength, neverIndexed: false);
        return Violation.None;
    }

    private Violation ReadName(ReadOnlySpan<byte> block, ref int position, int nameIndex, HeaderList list, out int length)
    {
        if (nameIndex == 0) return ReadString(block, ref position, list, 0, out length);
        length = 0;
        var violation = Find(nameIndex, out var field);
        if (violation != Violation.None) return violation;
        field.Name.CopyTo(list.Scratch(field.Name.Length));
        length = field.Name.Length;
        return Violation.None;
    }

    /// <summary>Reads a string to <paramref name="offset"/> of the list's scratch. Its size is held against the hard limit before any of it is decoded.</summary>
    private Violation ReadString(ReadOnlySpan<byte> block, ref int position, HeaderList list, int offset, out int length)
    {
        length = 0;
        if (position >= block.Length) return Violation.HpackTruncated;
        var isHuffman = block[position] >= 0x80;
        var violation = HpackInteger.Read(block, 7, ref position, out var coded);
        if (violation != Violation.None) return violation;
        if (coded > block.Length - position) return Violation.HpackTruncated;
        var least = isHuffman ? Huffman.MinDecodedLength(coded) : coded;
        if (list.Size + _discardedSize + offset + least > limits.HardListSize) return Violation.HeaderListFarTooLarge;

        var source = block.Slice(position, coded);
        position += coded;
        if (isHuffman) return Huffman.Decode(source, list.Scratch(offset + Huffman.MaxDecodedLength(coded))[offset..], out length);
        source.CopyTo(list.Scratch(offset + coded)[offset..]);
        length = coded;
        return Violation.None;
    }

    private Violation Find(int index, out HeaderField field)
    {
        if (index is > 0 and <= StaticTable.Count)
        {
            field = StaticTable.At(index);
            return Violation.None;
        }
        var age = index - StaticTable.Count - 1;
        if ((uint)age < (uint)_table.Count)
        {
            field = _table.At(age);
            return Violation.None;
        }
        field = null!; // not read: the caller returns the violation
        return index == 0 ? Violation.HpackIndexZero : Violation.HpackIndexTooLarge;
    }

    private Violation Add(HeaderList list, HeaderField field)
    {
        if (!HasRoom(list, field.Size)) return Discard(list, field.Size);
        list.Add(field);
        return Violation.None;
    }

    private bool HasRoom(HeaderList list, int size) =>
        _discardedFields == 0 && list.Count < limits.Fields && list.Size + size <= limits.ListSize;

    private Violation Discard(HeaderList list, int size)
    {
        _discardedFields++;
        _discardedSize += size;
        if (list.Size + _discardedSize > limits.HardListSize) return Violation.HeaderListFarTooLarge;
        return list.Count + _discardedFields > limits.HardFields ? Violation.FarTooManyHeaderFields : Violation.None;
    }
}
