using System.Buffers;

namespace Peregrine.Messages;

/// <summary>
/// The bytes of a message (prefix included) that wait to be sent. Owned by one queue at a time, which disposes it; a copy of the struct is the same message.
/// </summary>
internal struct OutboundMessage : IDisposable
{
    private byte[]? _array;
    private int _start;
    private int _end;

    internal OutboundMessage(byte[] rented, int start, int end)
    {
        _array = rented;
        _start = start;
        _end = end;
    }

    /// <summary>What is still to be sent.</summary>
    public readonly ReadOnlySpan<byte> Remaining => _array.AsSpan(_start, _end - _start);

    /// <summary>Whether all was sent (or nothing is there).</summary>
    public readonly bool IsEmpty => _start == _end;

    /// <summary>Marks bytes as sent.</summary>
    public void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_end - _start), nameof(bytes));
        _start += bytes;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_array is not null) ArrayPool<byte>.Shared.Return(_array);
        this = default;
    }
}
