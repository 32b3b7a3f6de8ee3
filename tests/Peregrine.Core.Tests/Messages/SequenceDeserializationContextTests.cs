using System.Buffers;
using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class SequenceDeserializationContextTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5];

    [Fact]
    public void A_message_in_one_piece_is_shown_as_span_as_sequence_and_as_copy()
    {
        var context = new SequenceDeserializationContext();
        context.Set(new ReadOnlySequence<byte>(Bytes, 1, 3));

        Assert.True(context.TryGetPayloadSpan(out var span));
        Assert.Equal([2, 3, 4], span.ToArray());
        Assert.Equal([2, 3, 4], context.PayloadAsReadOnlySequence().ToArray());
        Assert.Equal([2, 3, 4], context.PayloadAsNewBuffer());
        Assert.Equal(3, context.PayloadLength);
    }

    [Fact]
    public void A_message_in_several_pieces_has_no_span()
    {
        var context = new SequenceDeserializationContext();
        context.Set(new ReadOnlySequence<byte>(Bytes)); // the one before it had
        context.Set(InPieces());

        Assert.False(context.TryGetPayloadSpan(out _));
        Assert.Equal(Bytes, context.PayloadAsReadOnlySequence().ToArray());
        Assert.Equal(Bytes, context.PayloadAsNewBuffer());
        Assert.Equal(Bytes.Length, context.PayloadLength);
    }

    [Fact]
    public void Messages_in_a_row_lie_in_ranges_of_one_array()
    {
        var context = new SequenceDeserializationContext();
        context.Set(InPieces()); // the one before them did not
        context.SetArray(Bytes);
        foreach (var (start, length) in new[] { (0, 2), (2, 0), (4, 1) })
        {
            context.SetRange(start, length);
            Assert.True(context.TryGetPayloadSpan(out var span));
            Assert.Equal(Bytes[start..(start + length)], span.ToArray());
            Assert.Equal(length, context.PayloadLength);
        }
    }

    [Fact]
    public void What_was_let_go_is_shown_no_more()
    {
        var context = new SequenceDeserializationContext();
        context.Set(new ReadOnlySequence<byte>(Bytes));
        context.Clear();

        Assert.Equal(0, context.PayloadLength);
        Assert.True(context.PayloadAsReadOnlySequence().IsEmpty);
    }

    private static ReadOnlySequence<byte> InPieces()
    {
        var first = new Piece(Bytes.AsMemory(0, 2), 0);
        var last = new Piece(Bytes.AsMemory(2), 2);
        first.Append(last);
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void Append(Piece next) => Next = next;
    }
}
