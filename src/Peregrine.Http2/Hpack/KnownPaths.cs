using System.Numerics;

namespace Peregrine.Http2.Hpack;

/// <summary>
/// The paths that a server serves, found by their coded bytes: such a <c>:path</c> is not decoded when it comes as a literal, as nghttp2 and the proxies built on it send it
/// each time, and all connections share its field with what the layer above knows of it (<see cref="HeaderField.Meaning"/>). What peers send does not change it. Immutable;
/// any thread may use it.
/// </summary>
public sealed class KnownPaths
{
    private const int LongestCoded = 0x7E; // the length prefix of a longer one takes more than a byte

    private readonly (byte[] Coded, HeaderField Field)[] _slots;

    /// <summary>Takes fields named <c>:path</c>. Those longer than 126 bytes are left out: they are decoded each time.</summary>
    public KnownPaths(IReadOnlyCollection<HeaderField> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        // At most half of it is taken, by the two codings of each.
        _slots = new (byte[], HeaderField)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, paths.Count * 4))];
        foreach (var path in paths)
        {
            Add(path.Value, 0, path);
            var huffman = new byte[Huffman.EncodedLength(path.Value)];
            Huffman.Encode(path.Value, huffman);
            Add(huffman, 0x80, path);
        }
    }

    /// <summary>Whether names with this index of the static table are paths.</summary>
    internal static bool IsPath(int nameIndex) => nameIndex is 4 or 5;

    /// <summary>The field whose value begins <paramref name="block"/>, its length prefix first, and how many bytes that is; null when it is none of these.</summary>
    internal HeaderField? Find(ReadOnlySpan<byte> block, out int coded)
    {
        coded = block.IsEmpty ? 0 : 1 + (block[0] & 0x7F);
        if (coded > block.Length) return null;
        var bytes = block[..coded];
        for (var slot = Home(bytes); _slots[slot].Coded is { } known; slot = Next(slot))
        {
            if (bytes.SequenceEqual(known)) return _slots[slot].Field;
        }

        return null;
    }

    private void Add(ReadOnlySpan<byte> value, byte pattern, HeaderField field)
    {
        if (value.Length > LongestCoded) return;
        byte[] coded = [(byte)(pattern | value.Length), .. value];
        var slot = Home(coded);
        while (_slots[slot].Coded is not null) slot = Next(slot);
        _slots[slot] = (coded, field);
    }

    private int Home(ReadOnlySpan<byte> coded) => (int)FieldHash.Of([], coded) & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);
}
