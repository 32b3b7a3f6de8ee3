using System.Buffers;

namespace Peregrine.Http2.Connections;

/// <summary>
/// Frames that wait to be sent, as pooled chunks. The engine appends; whoever flushes takes everything (<see cref="TakeAll"/>), sends it, and gives the
/// chunks back (<see cref="Recycle"/>). Not thread-safe except that a taken batch is independent of later appends.
/// </summary>
public sealed class OutputBuffer : IBufferWriter<byte>
{
    /// <summary>Bytes appended and not yet taken.</summary>
    public long Length => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Advance(int count) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => throw new NotImplementedException();

    /// <summary>Takes what is there, one entry per chunk, appended to <paramref name="chunks"/> (cleared first).</summary>
    public void TakeAll(List<ReadOnlyMemory<byte>> chunks) => throw new NotImplementedException();

    /// <summary>Gives the chunks of one <see cref="TakeAll"/> back to the pool and clears the list.</summary>
    public void Recycle(List<ReadOnlyMemory<byte>> chunks) => throw new NotImplementedException();
}
