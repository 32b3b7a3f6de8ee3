using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Peregrine.Messages;

/// <summary>
/// Received bytes of one stream, cut into messages without copying them. A message that arrived in one slice costs no allocation: the slice is held where it is.
/// What waits longer is kept in a list of pieces; small pieces are gathered in small segments, so that a drip of bytes cannot hold large ones.
/// A field of its owner, used under the owner's lock; never copied.
/// <code>
/// only _only:  [ slice in place ]                            the usual case
/// list:        _head → piece → piece → _tail (+ _room free)   after a second slice
/// </code>
/// </summary>
internal struct InboundBuffer
{
    /// <summary>Slices from this size on stay where they were received.</summary>
    private const int InPlaceSize = 4 * 1024;

    /// <summary>The largest payload of a message that is taken together with others.</summary>
    private const int LargestOfRun = 256;

    private ReceiveSegment? _only;
    private MessagePiece? _head;
    private MessagePiece? _tail;
    private int _room;
    private int _start; // in _only, or in _head
    private int _credited;

    /// <summary>The bytes that wait.</summary>
    public int Length { get; private set; }

    /// <summary>Takes in a slice of <paramref name="segment"/>; it is held (one more user) or copied.</summary>
    public void Append(ReadOnlyMemory<byte> slice, ReceiveSegment segment)
    {
        if (slice.IsEmpty) return;
        if (Length == 0 && (slice.Length >= InPlaceSize || HasWholeMessage(slice.Span)))
        {
            segment.Retain();
            _only = segment;
            _start = OffsetIn(segment, slice);
            Length = slice.Length;
            return;
        }

        ListOnly();
        Length = checked(Length + slice.Length);
        if (slice.Length >= InPlaceSize)
        {
            segment.Retain();
            Link(segment, OffsetIn(segment, slice), slice.Length);
            _room = 0;
            return;
        }

        Gather(slice.Span);
    }

    /// <summary>What is at the front; says so as soon as the five bytes of the prefix are there. <paramref name="length"/> is what the prefix says.</summary>
    public readonly InboundState Peek(int maxMessageSize, out uint length)
    {
        length = 0;
        if (Length < MessagePrefix.Size) return InboundState.NeedMore;
        var prefix = ReadPrefix();
        length = prefix.Length;
        if (!prefix.IsValid) return InboundState.BadFlag;
        if (prefix.Length > (uint)maxMessageSize) return InboundState.TooLarge;
        return (uint)(Length - MessagePrefix.Size) >= prefix.Length ? InboundState.Ready : InboundState.NeedMore;
    }

    /// <summary>Takes the message at the front; <see cref="Peek"/> has said <see cref="InboundState.Ready"/>. The taker disposes it.</summary>
    public void Take(out InboundMessage message)
    {
        var prefix = ReadPrefix();
        var payload = (int)prefix.Length;
        Debug.Assert(Length - MessagePrefix.Size >= payload, "Take without a whole message.");
        var credit = Credit(MessagePrefix.Size + payload);
        if (_only is not null)
        {
            _start += MessagePrefix.Size;
            Length -= MessagePrefix.Size;
            message = TakeFromOnly(prefix.IsCompressed, payload, credit);
            return;
        }

        SkipPrefix();
        message = TakeFromList(prefix.IsCompressed, payload, credit);
    }

    /// <summary>
    /// As <see cref="Take"/>, and with the message those that follow it in the same piece, as long as all are small and none is compressed, up to <see cref="InboundMessage.LongestRun"/>.
    /// </summary>
    public void TakeRun(int maxMessageSize, out InboundMessage run)
    {
        var front = Front;
        var count = 0;
        var end = 0;
        while (count < InboundMessage.LongestRun && front.Length - end >= MessagePrefix.Size)
        {
            var prefix = MessagePrefix.Read(front[end..]);
            var next = end + MessagePrefix.Size + (long)prefix.Length;
            if (prefix.Flags != 0 || prefix.Length > (uint)Math.Min(LargestOfRun, maxMessageSize) || next > front.Length) break;
            end = (int)next;
            count++;
        }

        if (count < 2)
        {
            Take(out run);
            return;
        }

        var credit = Credit(end);
        run = _only is not null ? TakeFromOnly(compressed: false, end, credit) : TakeFromList(compressed: false, end, credit);
        run.Count = count;
    }

    /// <summary>
    /// The bytes of an incomplete message for which no credit was given yet; from now on it counts as given. For a reader that waits: without this a message
    /// larger than the window would never become whole.
    /// </summary>
    public int CreditIncomplete()
    {
        var credit = Length - _credited;
        _credited = Length;
        return credit;
    }

    /// <summary>Drops everything and returns the bytes for which no credit was given yet.</summary>
    public int Clear()
    {
        var credit = Length - _credited;
        _only?.Release();
        for (var piece = _head; piece is not null; piece = piece.NextPiece) piece.Segment.Release();
        this = default;
        return credit;
    }

    private static bool HasWholeMessage(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= MessagePrefix.Size && MessagePrefix.Read(bytes).Length <= (uint)(bytes.Length - MessagePrefix.Size);

    private static int OffsetIn(ReceiveSegment segment, ReadOnlyMemory<byte> slice)
    {
        var found = MemoryMarshal.TryGetArray(slice, out var array) && ReferenceEquals(array.Array, segment.Array);
        if (!found) throw new ArgumentException("The slice does not lie in the segment.", nameof(slice));
        return array.Offset;
    }

    // What lies in one piece; there is something.
    private readonly ReadOnlySpan<byte> Front => _only is not null ? _only.Array.AsSpan(_start, Length) : _head!.Bytes[_start..]; // Length > 0 without _only means a list

    private readonly MessagePrefix ReadPrefix()
    {
        var front = Front;
        if (front.Length >= MessagePrefix.Size) return MessagePrefix.Read(front);

        Span<byte> bytes = stackalloc byte[MessagePrefix.Size];
        new ReadOnlySequence<byte>(_head!, _start, _tail!, _tail!.Length).Slice(0, MessagePrefix.Size).CopyTo(bytes); // a list has both ends
        return MessagePrefix.Read(bytes);
    }

    // What the taker of so many bytes owes the peer for them.
    private int Credit(int bytes)
    {
        var early = Math.Min(_credited, bytes);
        _credited -= early;
        return bytes - early;
    }

    private InboundMessage TakeFromOnly(bool compressed, int payload, int credit)
    {
        var segment = _only!; // the caller checked
        var start = _start;
        Length -= payload;
        _start = start + payload;
        if (Length == 0) (_only, _start) = (null, 0); // its user goes over to the message
        else segment.Retain();
        return new InboundMessage(compressed, credit, new ReadOnlySequence<byte>(segment.Array, start, payload), segment);
    }

    private void SkipPrefix()
    {
        var left = MessagePrefix.Size;
        Length -= left;
        while (left > 0)
        {
            var step = Math.Min(left, _head!.Length - _start); // the caller knows that the bytes are there
            _start += step;
            left -= step;
            DropReadHead();
        }
    }

    // The bytes of the message start at the head. Whole pieces go over to the message; the last one is shared when more follows in it.
    private InboundMessage TakeFromList(bool compressed, int payload, int credit)
    {
        if (payload == 0) return new InboundMessage(compressed, credit, ReadOnlySequence<byte>.Empty, null);
        Length -= payload;
        var first = _head!; // payload bytes are there
        var firstOffset = _start;
        var last = first;
        var lastEnd = firstOffset + payload;
        while (lastEnd > last.Length)
        {
            lastEnd -= last.Length;
            last = last.NextPiece!; // as above
        }

        if (ReferenceEquals(first, last)) return TakeFromPiece(compressed, first, firstOffset, payload, credit);

        CutBehind(last, lastEnd);
        return new InboundMessage(compressed, credit, new ReadOnlySequence<byte>(first, firstOffset, last, lastEnd), first, last);
    }

    // Many small messages in one piece: it stays at the head until the last of them.
    private InboundMessage TakeFromPiece(bool compressed, MessagePiece piece, int offset, int payload, int credit)
    {
        _start = offset + payload;
        piece.Segment.Retain();
        DropReadHead();
        return new InboundMessage(compressed, credit, new ReadOnlySequence<byte>(piece.Segment.Array, piece.Start + offset, payload), piece.Segment);
    }

    private void CutBehind(MessagePiece last, int end)
    {
        _start = 0;
        if (end == last.Length)
        {
            _head = last.NextPiece;
            if (_head is null) (_tail, _room) = (null, 0);
            return;
        }

        last.Segment.Retain();
        var rest = new MessagePiece(last.Segment, last.Start + end, last.Length - end, last.RunningIndex + end);
        if (last.NextPiece is { } next) rest.SetNext(next);
        else _tail = rest;
        _head = rest;
    }

    private void DropReadHead()
    {
        var head = _head!; // the caller just read from it
        if (_start < head.Length) return;
        head.Segment.Release();
        _head = head.NextPiece;
        _start = 0;
        if (_head is null) (_tail, _room) = (null, 0);
    }

    // A second slice arrives: the one in place becomes the first piece of the list.
    private void ListOnly()
    {
        if (_only is null) return;
        Link(_only, _start, Length);
        (_only, _start) = (null, 0);
    }

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        if (_room > 0)
        {
            var tail = _tail!; // room is behind the tail
            var fits = Math.Min(_room, bytes.Length);
            bytes[..fits].CopyTo(tail.Segment.Array.AsSpan(tail.Start + tail.Length));
            tail.Extend(fits);
            _room -= fits;
            bytes = bytes[fits..];
            if (bytes.IsEmpty) return;
        }

        var segment = ReceiveSegment.RentSmall();
        bytes.CopyTo(segment.Array);
        Link(segment, 0, bytes.Length);
        _room = segment.Array.Length - bytes.Length;
    }

    private void Link(ReceiveSegment segment, int start, int length)
    {
        var piece = new MessagePiece(segment, start, length, _tail is null ? 0 : _tail.RunningIndex + _tail.Length);
        if (_tail is null) _head = piece;
        else _tail.SetNext(piece);
        _tail = piece;
    }
}
