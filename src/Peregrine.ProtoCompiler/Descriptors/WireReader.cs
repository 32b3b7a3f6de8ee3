using System.Text;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>
/// Reads the fields of one message in the protobuf wire form. Never throws for what it reads: what is malformed ends the reading and sets
/// <see cref="IsBroken"/>.
/// </summary>
internal sealed class WireReader
{
    private const int MaxGroupDepth = 100;

    private readonly byte[] _bytes;
    private readonly int _end;
    private int _position;
    private int _fieldStart;
    private int _contentStart;
    private int _contentEnd;

    public WireReader(byte[] bytes)
        : this(bytes, 0, bytes.Length)
    {
    }

    private WireReader(byte[] bytes, int start, int end)
    {
        _bytes = bytes;
        _position = start;
        _end = end;
    }

    /// <summary>Whether something was not in the wire form.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The number of the current field.</summary>
    public int Number { get; private set; }

    /// <summary>The wire type of the current field.</summary>
    public WireType Type { get; private set; }

    /// <summary>The value of the current field if it is a number; 0 for others.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The same for an int32, an enum or a length.</summary>
    public int Int32 => unchecked((int)Bits);

    /// <summary>The content of the current field if it has a length or is a group; empty for others.</summary>
    public byte[] Bytes => Slice(_contentStart, _contentEnd);

    /// <summary>The same as text.</summary>
    public string Text => Encoding.UTF8.GetString(_bytes, _contentStart, _contentEnd - _contentStart);

    /// <summary>The same as a message to read.</summary>
    public WireReader Message => new(_bytes, _contentStart, _contentEnd);

    /// <summary>The whole current field, tag included.</summary>
    public byte[] Field => Slice(_fieldStart, _position);

    /// <summary>Goes to the next field; false at the end, and at what is malformed.</summary>
    public bool Next()
    {
        if (IsBroken || _position == _end)
            return false;
        _fieldStart = _position;
        Bits = 0;
        _contentStart = _contentEnd = _position;
        if (!TryTag(out var number, out var type) || !TryValue(number, type, depth: 0))
        {
            IsBroken = true;
            return false;
        }
        Number = number;
        Type = type;
        return true;
    }

    /// <summary>Reads a number without a tag, as in a packed field.</summary>
    public bool NextElement(WireType type)
    {
        if (IsBroken || _position == _end)
            return false;
        IsBroken = !TryNumber(type);
        return !IsBroken;
    }

    private byte[] Slice(int start, int end)
    {
        var result = new byte[end - start];
        Buffer.BlockCopy(_bytes, start, result, 0, result.Length);
        return result;
    }

    private bool TryTag(out int number, out WireType type)
    {
        var isRead = TryVarint(out var tag) && tag is >= 8 and <= uint.MaxValue;
        number = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        return isRead;
    }

    private bool TryValue(int number, WireType type, int depth)
    {
        switch (type)
        {
            case WireType.LengthDelimited:
                if (!TryVarint(out var length) || length > (ulong)(_end - _position))
                    return false;
                _contentStart = _position;
                _contentEnd = _position += (int)length;
                return true;
            case WireType.StartGroup:
                return TryGroup(number, depth);
            default:
                return TryNumber(type);
        }
    }

    private bool TryGroup(int number, int depth)
    {
        if (depth == MaxGroupDepth)
            return false;
        var start = _position;
        while (true)
        {
            var end = _position;
            if (!TryTag(out var innerNumber, out var innerType))
                return false;
            if (innerType == WireType.EndGroup)
            {
                _contentStart = start;
                _contentEnd = end;
                return innerNumber == number;
            }
            if (!TryValue(innerNumber, innerType, depth + 1))
                return false;
        }
    }

    private bool TryNumber(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                if (!TryVarint(out var value))
                    return false;
                Bits = value;
                return true;
            case WireType.Fixed64:
                return TryFixed(8);
            case WireType.Fixed32:
                return TryFixed(4);
            default:
                return false;
        }
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70 && _position < _end; shift += 7)
        {
            var next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }

    private bool TryFixed(int size)
    {
        if (_end - _position < size)
            return false;
        Bits = 0;
        for (var i = 0; i < size; i++)
            Bits |= (ulong)_bytes[_position++] << (8 * i);
        return true;
    }
}
