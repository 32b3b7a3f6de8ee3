using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>The parameters of RFC 9113 section 6.5.2. Others are ignored.</summary>
internal enum SettingId : ushort
{
    HeaderTableSize = 0x1,
    EnablePush = 0x2,
    MaxConcurrentStreams = 0x3,
    InitialWindowSize = 0x4,
    MaxFrameSize = 0x5,
    MaxHeaderListSize = 0x6,
}

/// <summary>One parameter of a SETTINGS frame.</summary>
internal readonly record struct Setting(SettingId Id, uint Value)
{
    public const int Size = 6;

    public static Setting Read(ReadOnlySpan<byte> source) =>
        new((SettingId)BinaryPrimitives.ReadUInt16BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[2..]));

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)Id);
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], Value);
    }
}

/// <summary>Connection parameters, or the acknowledgement of the peer's (RFC 9113 section 6.5).</summary>
internal readonly record struct SettingsFrame(ReadOnlyMemory<byte> Payload, bool IsAck)
{
    public int Count => Payload.Length / Setting.Size;

    public Setting this[int index] => Setting.Read(Payload.Span[(index * Setting.Size)..]);

    /// <summary>Reads the payload; a violation is always a connection error. The values are checked where they are applied.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlyMemory<byte> payload, out SettingsFrame frame)
    {
        frame = default;
        if (!header.StreamId.IsConnection) return Violation.SettingsOnStream;
        if (header.IsAck && !payload.IsEmpty) return Violation.SettingsAckWithPayload;
        if (payload.Length % Setting.Size != 0) return Violation.SettingsWrongLength;
        frame = new(payload, header.IsAck);
        return Violation.None;
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<Setting> settings)
    {
        var length = settings.Length * Setting.Size;
        var span = output.GetSpan(FrameHeader.Size + length);
        new FrameHeader(length, FrameType.Settings, FrameFlags.None, StreamId.Connection).CopyTo(span);
        for (var i = 0; i < settings.Length; i++) settings[i].CopyTo(span[(FrameHeader.Size + i * Setting.Size)..]);
        output.Advance(FrameHeader.Size + length);
    }

    public static void WriteAck(IBufferWriter<byte> output)
    {
        new FrameHeader(0, FrameType.Settings, FrameFlags.Ack, StreamId.Connection).CopyTo(output.GetSpan(FrameHeader.Size));
        output.Advance(FrameHeader.Size);
    }
}
