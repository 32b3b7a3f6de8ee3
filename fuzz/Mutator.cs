namespace Fuzz;

/// <summary>Makes new inputs from old ones. What it does follows from its seed alone.</summary>
internal sealed class Mutator(ulong seed, IReadOnlyList<byte[]> tokens, int maxLength)
{
    private static readonly byte[] s_interesting = [0, 1, 2, 3, 4, 9, 0x0A, 0x0D, 0x1F, 0x20, 0x2C, 0x3D, 0x3F, 0x40, 0x7E, 0x7F, 0x80, 0x81, 0xC0, 0xFE, 0xFF];

    private readonly List<byte> _bytes = [];
    private ulong _state = (seed * 0x9E37_79B9_7F4A_7C15) | 1;

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 16) % (ulong)limit);
    }

    public byte[] Random()
    {
        var bytes = new byte[Below(1 + Below(maxLength))];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Below(256);
        return bytes;
    }

    /// <summary>A few changes to <paramref name="input"/>; parts of <paramref name="other"/> may be put in.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        _bytes.Clear();
        _bytes.AddRange(input);
        for (var count = 1 << Below(4); count > 0; count--) Change(other);
        if (_bytes.Count > maxLength) _bytes.RemoveRange(maxLength, _bytes.Count - maxLength);
        return [.. _bytes];
    }

    private void Change(byte[] other)
    {
        if (_bytes.Count == 0)
        {
            Insert(tokens.Count > 0 ? tokens[Below(tokens.Count)] : [(byte)Below(256)]);
            return;
        }

        var at = Below(_bytes.Count);
        switch (Below(11))
        {
            case 0:
                _bytes[at] ^= (byte)(1 << Below(8));
                break;
            case 1 or 2:
                _bytes[at] = (byte)Below(256);
                break;
            case 3:
                _bytes[at] = s_interesting[Below(s_interesting.Length)];
                break;
            case 4:
                _bytes[at] += (byte)(Below(2) == 0 ? 1 : 255);
                break;
            case 5:
                _bytes.RemoveRange(at, Math.Min(1 + Below(8), _bytes.Count - at));
                break;
            case 6:
                Insert([(byte)Below(256), (byte)Below(256)]);
                break;
            case 7 when tokens.Count > 0:
                Insert(tokens[Below(tokens.Count)]);
                break;
            case 8 when tokens.Count > 0:
                Overwrite(at, tokens[Below(tokens.Count)]);
                break;
            case 9:
                Insert(Part(other));
                break;
            default:
                Insert(Part([.. _bytes]));
                break;
        }
    }

    private byte[] Part(byte[] from)
    {
        if (from.Length == 0) return [];
        var start = Below(from.Length);
        return from[start..(start + 1 + Below(Math.Min(64, from.Length - start)))];
    }

    private void Insert(byte[] bytes) => _bytes.InsertRange(Below(_bytes.Count + 1), bytes);

    private void Overwrite(int at, byte[] bytes)
    {
        for (var i = 0; i < bytes.Length && at + i < _bytes.Count; i++) _bytes[at + i] = bytes[i];
    }
}
