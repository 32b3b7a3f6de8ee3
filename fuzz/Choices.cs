namespace Fuzz;

/// <summary>Reads an input as a sequence of decisions. Behind its end every decision is the first one, so that any bytes are a legal input.</summary>
internal sealed class Choices(byte[] input)
{
    private static ReadOnlySpan<int> Boundaries => [0, 1, 8, 16, 127, 128, 255, 256, 1023, 1024, 2048, 4096, 16_383, 16_384, 16_385, 32_768, 65_535, 65_536];

    private const int SmallBoundaries = 12;

    private int _position;

    public bool IsEmpty => _position >= input.Length;

    public byte Byte() => IsEmpty ? (byte)0 : input[_position++];

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => limit switch
    {
        <= 1 => 0,
        <= 256 => Byte() % limit,
        <= 65_536 => UInt16() % limit,
        _ => (int)(UInt32() % (uint)limit),
    };

    public bool OneIn(int count) => Below(count) == count - 1;

    public T Of<T>(params ReadOnlySpan<T> values) => values[Below(values.Length)];

    /// <summary>A length up to <paramref name="most"/>: mostly short, sometimes where limits lie, seldom long, because long ones take long.</summary>
    public int Size(int most)
    {
        var kind = Byte();
        var size = kind switch
        {
            < 176 => kind % 32,
            < 236 => Boundaries[kind % SmallBoundaries],
            < 248 => Boundaries[kind % Boundaries.Length],
            _ => UInt16(),
        };
        return Math.Min(size, most);
    }

    /// <summary>Bytes with their length in front.</summary>
    public byte[] Bytes(int most)
    {
        var length = Math.Min(Math.Min(Byte(), most), input.Length - Math.Min(_position, input.Length));
        var bytes = input.AsSpan(Math.Min(_position, input.Length), length).ToArray();
        _position += length;
        return bytes;
    }

    public byte[] Rest()
    {
        var rest = IsEmpty ? [] : input[_position..];
        _position = input.Length;
        return rest;
    }

    public ushort UInt16() => (ushort)((Byte() << 8) | Byte());

    public uint UInt32() => ((uint)UInt16() << 16) | UInt16();
}
