using System.Buffers;

namespace Peregrine.Messages;

/// <summary>Bytes that are written piece by piece into pooled segments, a small one first.</summary>
internal struct SegmentList
{
    private MessagePiece? _first;
    private MessagePiece? _last;

    public long Length { get; private set; }

    /// <summary>What was written; valid until the message that it became is disposed.</summary>
    public readonly ReadOnlySequence<byte> Bytes => _first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_first, 0, _last!, _last!.Length); // a list has both ends

    /// <summary>Reads until the end of the stream, or until so many bytes are there.</summary>
    public void ReadUpTo(Stream stream, long most)
    {
        while (Length < most)
        {
            var tail = Tail();
            var room = (int)Math.Min(tail.Segment.Array.Length - tail.Length, most - Length);
            var read = stream.Read(tail.Segment.Array, tail.Length, room);
            if (read == 0) return;

            tail.Extend(read);
            Length += read;
        }
    }

    /// <summary>Hands the bytes over; call once.</summary>
    public readonly InboundMessage ToMessage() => _first is null
        ? new InboundMessage(isCompressed: false, credit: 0, ReadOnlySequence<byte>.Empty, null)
        : new InboundMessage(isCompressed: false, credit: 0, Bytes, _first, _last!); // a list has both ends

    private MessagePiece Tail()
    {
        if (_last is not null && _last.Length < _last.Segment.Array.Length) return _last;

        var piece = new MessagePiece(_first is null ? ReceiveSegment.RentSmall() : ReceiveSegment.Rent(), 0, 0, Length);
        if (_last is null) _first = piece;
        else _last.SetNext(piece);
        _last = piece;
        return piece;
    }
}
