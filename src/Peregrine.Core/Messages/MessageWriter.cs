using System.Buffers;

namespace Peregrine.Messages;

/// <summary>
/// Collects one message behind room for its prefix, in one array: the thread's own when it is small, a rented one when it is large.
/// It is the context that serializers see.
/// </summary>
internal sealed class MessageWriter : SerializationContext, IBufferWriter<byte>
{
    private const int ScratchSize = 16 * 1024;
    private const int LargeSize = 1024 * 1024;

    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(ScratchSize);
    private byte[] _array;
    private int _end = MessagePrefix.Size;
    private bool _isComplete;
    private bool _hasTurn;

    public MessageWriter() => _array = _scratch;

    /// <summary>The most payload bytes that may be written; more is <see cref="MessageTooLargeException"/>.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Whose turn it is to be large; null when nobody asks.</summary>
    public ILargeMessageTurn? Turn { get; set; }

    /// <summary>Whether somebody uses it.</summary>
    public bool IsRented { get; set; }

    /// <summary>Whether the serializer called Complete.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Prefix (written by <see cref="WritePrefix"/>) and payload.</summary>
    public ReadOnlySpan<byte> Message => _array.AsSpan(0, _end);

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload => _array.AsSpan(MessagePrefix.Size, PayloadLength);

    /// <summary>The number of payload bytes.</summary>
    public int PayloadLength => _end - MessagePrefix.Size;

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ThrowIfComplete();
        if (_end != MessagePrefix.Size) throw new InvalidOperationException("SerializationContext.Complete(byte[]) was called after bytes were written to the buffer writer; use one of the two.");
        CheckLimit(payload.Length);
        Reserve(payload.Length);
        payload.CopyTo(_array, _end);
        _end += payload.Length;
        _isComplete = true;
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ThrowIfComplete();
        CheckLimit(payloadLength);
        Reserve(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        ThrowIfComplete();
        return this;
    }

    public override void Complete()
    {
        ThrowIfComplete();
        _isComplete = true;
    }

    public void Advance(int count)
    {
        if ((uint)count > (uint)(_array.Length - _end)) throw new ArgumentOutOfRangeException(nameof(count), "More bytes were written than the buffer has.");
        CheckLimit(PayloadLength + count);
        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsSpan(_end);
    }

    public void WritePrefix(bool compressed) => MessagePrefix.Write(_array, compressed, PayloadLength);

    /// <summary>Hands the bytes from an index on to the caller.</summary>
    public OutboundMessage Detach(int from)
    {
        var array = _array;
        if (!ReferenceEquals(array, _scratch) && from <= array.Length / 2)
        {
            var whole = new OutboundMessage(array, from, _end);
            _array = _scratch;
            _end = MessagePrefix.Size;
            return whole;
        }

        // The array is the thread's, or much larger than what is left: copy the rest.
        var rest = array.AsSpan(from, _end - from);
        var copy = ArrayPool<byte>.Shared.Rent(rest.Length);
        rest.CopyTo(copy);
        return new OutboundMessage(copy, 0, rest.Length);
    }

    /// <summary>What was taken for these bytes goes on with others that are made of them.</summary>
    public void PassTurnTo(MessageWriter other)
    {
        (other.Turn, other._hasTurn) = (Turn, _hasTurn);
        (Turn, _hasTurn) = (null, false);
    }

    /// <summary>Makes the writer as new, for whoever uses it next; a rented array goes back, and a turn that was taken.</summary>
    public void Reset()
    {
        if (_hasTurn) Turn!.Return(); // without one none was taken
        (Turn, _hasTurn) = (null, false);
        if (!ReferenceEquals(_array, _scratch))
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = _scratch;
        }

        IsRented = false;
        _end = MessagePrefix.Size;
        _isComplete = false;
        Limit = int.MaxValue;
    }

    private void Reserve(int bytes)
    {
        if (bytes <= _array.Length - _end) return;
        var needed = (long)_end + bytes;
        if (needed > Array.MaxLength) throw new MessageTooLargeException(needed - MessagePrefix.Size);
        if (needed > LargeSize && !_hasTurn && Turn is not null && !(_hasTurn = Turn.TryTake())) throw new MessageMustWaitException();
        var doubled = Math.Min(2L * _end, Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, doubled));
        _array.AsSpan(0, _end).CopyTo(larger);
        if (!ReferenceEquals(_array, _scratch)) ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }

    private void CheckLimit(int payloadLength)
    {
        if (payloadLength > Limit) throw new MessageTooLargeException(payloadLength);
    }

    private void ThrowIfComplete()
    {
        if (_isComplete) throw new InvalidOperationException("The message is complete already: SerializationContext.Complete was called before.");
    }
}
