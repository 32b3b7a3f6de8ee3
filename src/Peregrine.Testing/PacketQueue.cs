namespace Peregrine.Testing;

/// <summary>What is under way in one direction of a link, or has arrived and is not read yet.</summary>
internal sealed class PacketQueue
{
    private readonly LinkedList<Packet> _packets = new();
    private int _readOfFirst;

    /// <summary>Bytes that are not read yet.</summary>
    public int Length { get; private set; }

    /// <summary>When the first of it arrives, or arrived; <see cref="long.MaxValue"/> when there is nothing.</summary>
    public long NextArrival => _packets.First?.Value.ArrivesAt ?? long.MaxValue;

    public void Add(in Packet packet)
    {
        _packets.AddLast(packet);
        Length += packet.Bytes.Length;
    }

    public bool HasArrived(long now) => NextArrival <= now;

    /// <summary>Reads what has arrived, as much as fits; 0 at the end, which stays.</summary>
    public int Read(Span<byte> buffer, long now)
    {
        var read = 0;
        while (_packets.First is { Value: { IsEnd: false } packet } && packet.ArrivesAt <= now && read < buffer.Length)
        {
            var bytes = packet.Bytes.Span[_readOfFirst..];
            var count = Math.Min(bytes.Length, buffer.Length - read);
            bytes[..count].CopyTo(buffer[read..]);
            read += count;
            _readOfFirst += count;
            if (_readOfFirst < packet.Bytes.Length) break;

            _packets.RemoveFirst();
            _readOfFirst = 0;
        }

        Length -= read;
        return read;
    }

    /// <summary>Takes back what has not left the sender.</summary>
    public void DropUnsent(long now)
    {
        while (_packets.Last is { } last && last.Value.SentAt > now)
        {
            Length -= last.Value.Bytes.Length;
            if (last == _packets.First) (Length, _readOfFirst) = (0, 0);
            _packets.RemoveLast();
        }
    }

    public void Clear()
    {
        _packets.Clear();
        _readOfFirst = 0;
        Length = 0;
    }
}
