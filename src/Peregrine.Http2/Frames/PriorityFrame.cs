using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>The deprecated priority of a stream (RFC 9113 section 6.3): checked, charged, otherwise ignored.</summary>
internal readonly record struct PriorityFrame(StreamId StreamId, StreamId DependsOn, bool IsExclusive, byte Weight)
{
    /// <summary>The length of the priority fields, here and in HEADERS.</summary>
    public const int FieldsLength = 5;

    private const uint ExclusiveBit = 0x8000_0000;

    /// <summary>Reads the payload; on stream 0 a connection error, otherwise a stream error.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlySpan<byte> payload, out PriorityFrame frame)
    {
        frame = default;
        if (header.StreamId.IsConnection) return Violation.PriorityOnStreamZero;
        if (payload.Length != FieldsLength) return Violation.PriorityWrongLength;
        var dependency = Dependency(payload);
        frame = new(header.StreamId, dependency, (payload[0] & 0x80) != 0, payload[4]);
        return dependency == header.StreamId ? Violation.StreamDependsOnItself : Violation.None;
    }

    /// <summary>The stream that the priority fields at the start of <paramref name="fields"/> name.</summary>
    public static StreamId Dependency(ReadOnlySpan<byte> fields) => new(BinaryPrimitives.ReadUInt32BigEndian(fields) & ~ExclusiveBit);

    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + FieldsLength);
        new FrameHeader(FieldsLength, FrameType.Priority, FrameFlags.None, StreamId).CopyTo(span);
        BinaryPrimitives.WriteUInt32BigEndian(span[FrameHeader.Size..], DependsOn.Value | (IsExclusive ? ExclusiveBit : 0));
        span[FrameHeader.Size + 4] = Weight;
        output.Advance(FrameHeader.Size + FieldsLength);
    }
}
