using System.Diagnostics.CodeAnalysis;

namespace Peregrine.Messages;

/// <summary>
/// Small messages of a stream that arrived together and were decoded together, given out one by one. Taking the lock and holding the received bytes once for all of them makes a
/// message of 20 bytes a third cheaper. A field of its reader, never copied; one reader at a time, while <see cref="Drop"/> may come from any thread.
/// </summary>
internal struct ReadAhead<T>
    where T : class
{
    private MessageSlot<T>[]? _slots;
    private int _next;
    private int _count;
    private Status _fault;
    private volatile bool _isDropped;

    /// <summary>Whether a message, or what is wrong with one, waits to be given out.</summary>
    public readonly bool HasMore => !_isDropped && (_next < _count || HasFault);

    private readonly bool HasFault => _fault.StatusCode != StatusCode.OK;

    /// <summary>Decodes what was taken; nothing of the last run is left.</summary>
    public void Decode(in InboundMessage run, Marshaller<T> marshaller, MessageReadOptions options)
    {
        _slots ??= new MessageSlot<T>[InboundMessage.LongestRun];
        _next = 0;
        _count = MessageDecoder.DecodeRun(run, marshaller, options, _slots, out _fault);
    }

    /// <summary>The next message, or false with what is wrong with it. Only when <see cref="HasMore"/>.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T value, out Status fault)
    {
        fault = default;
        value = null;
        if (_next < _count)
        {
            ref var slot = ref _slots![_next++]; // there are some, so there is an array
            (value, slot.Message) = (slot.Message, null!); // never read again before it is written
            return true;
        }

        (fault, _fault) = (_fault, default);
        return false;
    }

    /// <summary>Gives nothing out any more.</summary>
    public void Drop() => _isDropped = true;
}
