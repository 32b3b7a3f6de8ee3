namespace Peregrine.Testing;

/// <summary>How far a send has come in its chunks.</summary>
internal sealed class ChunkCursor(List<ReadOnlyMemory<byte>> chunks)
{
    private int _chunk;
    private int _offset;

    public bool IsAtEnd
    {
        get
        {
            while (_chunk < chunks.Count && _offset == chunks[_chunk].Length) (_chunk, _offset) = (_chunk + 1, 0);
            return _chunk == chunks.Count;
        }
    }

    /// <summary>The next bytes, at most so many; not at the end.</summary>
    public ReadOnlyMemory<byte> Take(int most)
    {
        var rest = chunks[_chunk][_offset..];
        var taken = rest[..Math.Min(most, rest.Length)];
        _offset += taken.Length;
        return taken;
    }
}
