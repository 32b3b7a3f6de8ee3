using Peregrine.Http2.Hpack;

namespace Fuzz.Models;

/// <summary>What becomes of a header block.</summary>
internal enum BlockVerdict
{
    Fine,

    /// <summary>More than the limits: the stream ends, the tables stay in step.</summary>
    OverLimit,

    /// <summary>More than twice the limits: the connection ends.</summary>
    FarOverLimit,

    /// <summary>Not HPACK: the connection ends.</summary>
    Broken,
}

/// <summary>RFC 7541 read line by line: a list as the table, strings as fields, an exception for what is broken.</summary>
internal sealed class NaiveHpack(int listLimit, int fieldLimit)
{
    private readonly List<NaiveField> _table = []; // newest first
    private byte[] _block = [];
    private int _position;
    private int _capacity = 4096;
    private int _allowed = 4096;
    private bool _mustShrink;

    public List<NaiveField> Fields { get; } = [];

    public int TableSize => _table.Sum(static each => each.Size);

    public int ListSize => Fields.Sum(static each => each.Size);

    /// <summary>SETTINGS_HEADER_TABLE_SIZE was acknowledged (section 4.2).</summary>
    public void Allow(int capacity)
    {
        _allowed = capacity;
        _mustShrink = capacity < _capacity;
    }

    public BlockVerdict Decode(ReadOnlySpan<byte> block)
    {
        _block = block.ToArray();
        _position = 0;
        Fields.Clear();
        try
        {
            ReadSizeUpdates();
            while (_position < _block.Length)
            {
                ReadField(_block[_position]);
                if (ListSize > 2L * listLimit || Fields.Count > 2L * fieldLimit) return BlockVerdict.FarOverLimit;
            }
        }
        catch (BrokenBlockException)
        {
            return BlockVerdict.Broken;
        }

        return ListSize > listLimit || Fields.Count > fieldLimit ? BlockVerdict.OverLimit : BlockVerdict.Fine;
    }

    private void ReadSizeUpdates()
    {
        for (var count = 0; _position < _block.Length && (_block[_position] & 0xE0) == 0x20; count++)
        {
            var capacity = ReadInteger(5);
            if (capacity > _allowed || count == 2) throw new BrokenBlockException();
            _capacity = (int)capacity;
            _mustShrink = false;
            Evict(_capacity);
        }

        if (_mustShrink) throw new BrokenBlockException();
    }

    private void ReadField(byte first)
    {
        if ((first & 0x80) != 0)
        {
            Fields.Add(At(ReadInteger(7)));
            return;
        }

        if ((first & 0xE0) == 0x20) throw new BrokenBlockException();
        var isIndexed = (first & 0xC0) == 0x40;
        var index = ReadInteger(isIndexed ? 6 : 4);
        var name = index == 0 ? ReadString() : At(index).Name;
        var field = new NaiveField(name, ReadString(), !isIndexed && (first & 0x10) != 0);
        Fields.Add(field);
        if (!isIndexed) return;
        Evict(_capacity - field.Size);
        if (field.Size <= _capacity) _table.Insert(0, field);
    }

    private void Evict(int size)
    {
        while (_table.Count > 0 && TableSize > size) _table.RemoveAt(_table.Count - 1);
    }

    private NaiveField At(long index)
    {
        if (index == 0 || index > 61 + _table.Count) throw new BrokenBlockException();
        if (index > 61) return _table[(int)index - 62];
        var entry = StaticTable.At((int)index);
        return new(NaiveField.Text(entry.Name), NaiveField.Text(entry.Value), false);
    }

    private string ReadString()
    {
        if (_position >= _block.Length) throw new BrokenBlockException();
        var isHuffman = (_block[_position] & 0x80) != 0;
        var length = ReadInteger(7);
        if (length > _block.Length - _position) throw new BrokenBlockException();
        var bytes = _block.AsSpan(_position, (int)length);
        _position += (int)length;
        if (!isHuffman) return NaiveField.Text(bytes);
        return NaiveField.Text(NaiveHuffman.Decode(bytes) ?? throw new BrokenBlockException());
    }

    // Section 5.1; more than four bytes behind the prefix are refused.
    private long ReadInteger(int prefixBits)
    {
        var mask = (1 << prefixBits) - 1;
        long value = _block[_position++] & mask;
        if (value < mask) return value;
        for (var count = 0; ; count++)
        {
            if (_position >= _block.Length || count == 4) throw new BrokenBlockException();
            var next = _block[_position++];
            value += (long)(next & 0x7F) << (7 * count);
            if ((next & 0x80) == 0) return value;
        }
    }

    private sealed class BrokenBlockException : Exception;
}
