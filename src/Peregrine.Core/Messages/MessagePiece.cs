using System.Buffers;

namespace Peregrine.Messages;

/// <summary>One link of the received bytes that wait: a slice of a segment that is held while the link lives.</summary>
internal sealed class MessagePiece : ReadOnlySequenceSegment<byte>
{
    public MessagePiece(ReceiveSegment segment, int start, int length, long runningIndex)
    {
        Segment = segment;
        Start = start;
        RunningIndex = runningIndex;
        Memory = segment.Array.AsMemory(start, length);
    }

    public ReceiveSegment Segment { get; }

    public int Start { get; }

    public int Length => Memory.Length;

    public ReadOnlySpan<byte> Bytes => Segment.Array.AsSpan(Start, Length);

    public MessagePiece? NextPiece => (MessagePiece?)Next;

    public void SetNext(MessagePiece next) => Next = next;

    /// <summary>Takes in bytes that were written behind the slice.</summary>
    public void Extend(int bytes) => Memory = Segment.Array.AsMemory(Start, Length + bytes);
}
