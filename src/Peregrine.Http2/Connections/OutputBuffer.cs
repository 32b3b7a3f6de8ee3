using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Peregrine.Http2.Connections;

/// <summary>
/// Frames that wait to be sent, as pooled chunks. The engine appends; whoever flushes takes everything (<see cref="TakeAll"/>), sends it, and gives the
/// chunks back (<see cref="Recycle"/>). Holds no memory while it is empty. Not thread-safe except that a taken batch is independent of later appends:
/// <see cref="Recycle"/> may run at the same time as anything else.
/// </summary>
public sealed class OutputBuffer : IBufferWriter<byte>
{
    private const int SmallChunk = 4 * 1024;
    private const int LargeChunk = 32 * 1024;

    private Chunk[] _full = [];
    private int _fullCount;
    private long _fullLength;
    private byte[] _current = [];
    private int _used;
    private int _firstChunk = SmallChunk;
    private long _takenLength;

    /// <summary>Bytes appended and not yet taken.</summary>
    public long Length => _fullLength + _used;

    /// <summary>Bytes ever appended: says whether something was since.</summary>
    internal long Position => _takenLength + Length;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_current.Length - _used), nameof(count));
        _used += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_current.Length - _used < Math.Max(sizeHint, 1)) NextChunk(sizeHint);
        return _current.AsMemory(_used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_current.Length - _used < Math.Max(sizeHint, 1)) NextChunk(sizeHint);
        return _current.AsSpan(_used);
    }

    /// <summary>Takes what is there, one entry per chunk, appended to <paramref name="chunks"/> (cleared first).</summary>
    public void TakeAll(List<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        chunks.Clear();
        _takenLength += Length;
        // A connection that sends much in one go starts its next batch with a large chunk.
        _firstChunk = Length > SmallChunk ? LargeChunk : SmallChunk;
        for (var i = 0; i < _fullCount; i++) chunks.Add(_full[i].Bytes.AsMemory(0, _full[i].Length));
        if (_fullCount > 0) _full = [];
        _fullCount = 0;
        _fullLength = 0;
        if (_used > 0) chunks.Add(_current.AsMemory(0, _used));
        else if (_current.Length > 0) ArrayPool<byte>.Shared.Return(_current);
        _current = [];
        _used = 0;
    }

    /// <summary>Gives the chunks of one <see cref="TakeAll"/> back to the pool and clears the list.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The pool behind it may become the buffer's own.")]
    public void Recycle(List<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        foreach (var chunk in chunks)
        {
            if (MemoryMarshal.TryGetArray(chunk, out var segment)) ArrayPool<byte>.Shared.Return(segment.Array!); // memory over an array has one
        }
        chunks.Clear();
    }

    /// <summary>Drops what is there.</summary>
    internal void Clear()
    {
        List<ReadOnlyMemory<byte>> all = [];
        TakeAll(all);
        Recycle(all);
    }

    /// <summary>Copies bytes in, over as many chunks as it takes.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var free = GetSpan();
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Copies bytes in behind the last <paramref name="count"/>, if those lie together and there is room behind them, and shows those again.</summary>
    internal bool TryAppendTo(int count, scoped ReadOnlySpan<byte> bytes, out Span<byte> last)
    {
        last = default;
        if (count > _used || !bytes.TryCopyTo(_current.AsSpan(_used))) return false;

        last = _current.AsSpan(_used - count, count);
        _used += bytes.Length;
        return true;
    }

    private void NextChunk(int sizeHint)
    {
        var length = _current.Length == 0 && _fullCount == 0 ? _firstChunk : LargeChunk;
        if (_used > 0)
        {
            if (_fullCount == _full.Length) Array.Resize(ref _full, Math.Max(8, _fullCount * 2));
            _full[_fullCount++] = new(_current, _used);
            _fullLength += _used;
        }
        else if (_current.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_current);
        }
        _used = 0;
        _current = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, length));
    }

    private readonly record struct Chunk(byte[] Bytes, int Length);
}
