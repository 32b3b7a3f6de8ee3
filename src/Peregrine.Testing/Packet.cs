namespace Peregrine.Testing;

/// <summary>Bytes under way, or the mark behind the last of them.</summary>
/// <param name="IsEnd">Whether this is the mark: the sender sends no more.</param>
/// <param name="SentAt">When the last of it leaves the sender, in ticks of the link's time.</param>
/// <param name="ArrivesAt">When it is there.</param>
/// <param name="Bytes">The bytes; none in the mark.</param>
internal readonly record struct Packet(bool IsEnd, long SentAt, long ArrivesAt, ReadOnlyMemory<byte> Bytes);
