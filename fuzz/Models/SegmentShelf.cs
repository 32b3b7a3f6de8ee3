using Peregrine.Messages;

namespace Fuzz.Models;

/// <summary>Receive segments as a read loop uses them, and a count of those that were not given back.</summary>
internal sealed class SegmentShelf
{
    private readonly List<ReceiveSegment> _all = [];
    private ReceiveSegment? _current;
    private int _used;

    /// <summary>Puts bytes into a segment, and appends them from there.</summary>
    public void Append(ref InboundBuffer buffer, ReadOnlySpan<byte> bytes, bool startsNew)
    {
        if (_current is null || startsNew || _current.Array.Length - _used < bytes.Length) Next(Math.Max(bytes.Length, 256));
        var current = _current!; // Next made it
        bytes.CopyTo(current.Array.AsSpan(_used));
        buffer.Append(current.Array.AsMemory(_used, bytes.Length), current);
        _used += bytes.Length;
    }

    /// <summary>Every segment has lost its last user.</summary>
    public void CheckReturned()
    {
        _current?.Release();
        _current = null;
        foreach (var segment in _all) Check.That(segment.Users == 0, $"a segment still has {segment.Users} users");
    }

    private void Next(int size)
    {
        _current?.Release();
        _current = new SegmentPool(size, 0).Rent();
        _all.Add(_current);
        _used = 0;
    }
}
