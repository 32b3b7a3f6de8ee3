using System.Buffers.Binary;
using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

/// <summary>Plays the read loop: puts bytes into segments and slices of them into a buffer; knows whether all segments came back.</summary>
internal sealed class SegmentFeeder
{
    private readonly List<ReceiveSegment> _segments = [];
    private ReceiveSegment? _current;
    private int _used;

    public static byte[] Frame(byte[] payload, byte flags = 0)
    {
        var bytes = new byte[MessagePrefix.Size + payload.Length];
        bytes[0] = flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), payload.Length);
        payload.CopyTo(bytes, MessagePrefix.Size);
        return bytes;
    }

    public void Append(ref InboundBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_current is null || _used == ReceiveSegment.LargeSize) Next();
            var count = Math.Min(bytes.Length, ReceiveSegment.LargeSize - _used);
            bytes[..count].CopyTo(_current!.Array.AsSpan(_used));
            buffer.Append(_current.Array.AsMemory(_used, count), _current);
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>The loop is done with its segment; what is still in use belongs to buffers and messages.</summary>
    public void AssertAllReturned()
    {
        _current?.Release();
        _current = null;
        Assert.All(_segments, segment => Assert.Equal(0, segment.Users));
    }

    private void Next()
    {
        _current?.Release();

        // Not from the pool: other tests share that, and a count of users must stay this test's.
        var pool = new SegmentPool(ReceiveSegment.LargeSize, 0);
        _current = pool.Rent();
        _segments.Add(_current);
        _used = 0;
    }
}
