using System.Text;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Writes the protobuf wire form into a growing buffer.</summary>
internal sealed class WireWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public byte[] ToArray()
    {
        var result = new byte[_length];
        Buffer.BlockCopy(_buffer, 0, result, 0, _length);
        return result;
    }

    public void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _buffer[_length++] = (byte)value;
    }

    public void Fixed32(uint value)
    {
        Reserve(4);
        for (var i = 0; i < 4; i++)
            _buffer[_length++] = (byte)(value >> (8 * i));
    }

    public void Fixed64(ulong value)
    {
        Reserve(8);
        for (var i = 0; i < 8; i++)
            _buffer[_length++] = (byte)(value >> (8 * i));
    }

    public void Tag(int number, WireType type) => Varint(((ulong)(uint)number << 3) | (uint)type);

    /// <summary>A field with an int32, int64, enum or bool.</summary>
    public void Integer(int number, long value)
    {
        Tag(number, WireType.Varint);
        Varint((ulong)value);
    }

    public void Bool(int number, bool value) => Integer(number, value ? 1 : 0);

    public void String(int number, string value) => Bytes(number, Encoding.UTF8.GetBytes(value));

    public void Bytes(int number, byte[] value)
    {
        Tag(number, WireType.LengthDelimited);
        Varint((ulong)value.Length);
        Append(value);
    }

    public void Append(byte[] value)
    {
        Reserve(value.Length);
        Buffer.BlockCopy(value, 0, _buffer, _length, value.Length);
        _length += value.Length;
    }

    /// <summary>Begins a submessage; hand what comes back to <see cref="EndMessage"/>.</summary>
    public int BeginMessage(int number)
    {
        Tag(number, WireType.LengthDelimited);
        return _length;
    }

    /// <summary>Puts the length of the submessage before its content.</summary>
    public void EndMessage(int start)
    {
        var length = _length - start;
        var size = 1;
        for (var rest = (uint)length >> 7; rest != 0; rest >>= 7)
            size++;
        Reserve(size);
        Buffer.BlockCopy(_buffer, start, _buffer, start + size, length);
        _length = start;
        Varint((ulong)length);
        _length = start + size + length;
    }

    /// <summary>Takes back an empty submessage that <see cref="BeginMessage"/> began at the end.</summary>
    public void Truncate(int start, int number)
    {
        _length = start;
        for (var tag = ((uint)number << 3) | (uint)WireType.LengthDelimited; tag != 0; tag >>= 7)
            _length--;
    }

    private void Reserve(int count)
    {
        if (_length + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}

internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
