using System.Buffers;
using System.Runtime.InteropServices;

namespace Peregrine.Messages;

/// <summary>Shows the bytes of one message to a deserializer; reused, message after message. A message in one piece is kept as what it lies in, start and length: a sequence of it would be made and taken apart again.</summary>
internal sealed class SequenceDeserializationContext : DeserializationContext
{
    private ReadOnlySequence<byte> _pieces;
    private byte[]? _array;
    private int _start;
    private int _length;

    public override int PayloadLength => _array is null ? (int)_pieces.Length : _length;

    public override byte[] PayloadAsNewBuffer() => _array is null ? _pieces.ToArray() : _array.AsSpan(_start, _length).ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _array is null ? _pieces : new(_array, _start, _length);

    public override bool TryGetPayloadSpan(out ReadOnlySpan<byte> payload)
    {
        payload = _array.AsSpan(_start, _length);
        return _array is not null;
    }

    public void Set(in ReadOnlySequence<byte> payload)
    {
        if (SequenceMarshal.TryGetArray(payload, out var bytes))
        {
            SetArray(bytes.Array);
            SetRange(bytes.Offset, bytes.Count);
        }
        else
        {
            Clear();
            _pieces = payload;
        }
    }

    /// <summary>What the next message lies in: for several in a row, each of which has its range.</summary>
    public void SetArray(byte[]? array)
    {
        _array = array;
        _pieces = default;
    }

    /// <summary>Where the next message lies in the array.</summary>
    public void SetRange(int start, int length) => (_start, _length) = (start, length);

    /// <summary>Lets go of the message.</summary>
    public void Clear()
    {
        SetArray(null);
        SetRange(0, 0);
    }
}
