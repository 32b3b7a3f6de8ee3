using System.Buffers;
using System.Buffers.Binary;
using Peregrine.Http2;
using Peregrine.Http2.Frames;

namespace Fuzz.Targets;

/// <summary>One frame: header and payload are read as RFC 9113 section 4.1 and 6 say, and what was read is written as it was.</summary>
internal sealed class FramesTarget : FuzzTarget
{
    private const int HeaderSize = 9;

    public override string Name => "frames";

    public override int MaxLength => 64;

    public override IReadOnlyList<byte[]> Tokens => [[0, 0, 5], [0x28], [0x08], [0x20], [0x80, 0, 0, 1], [0, 0, 0, 1], [0x7F, 0xFF, 0xFF, 0xFF], [0, 3, 0, 0, 0, 100]];

    public override void Run(byte[] input, Features features)
    {
        if (input.Length < HeaderSize) return;
        var header = FrameHeader.Read(input);
        Check.That(header.Length == ((input[0] << 16) | (input[1] << 8) | input[2]), $"the length is {header.Length}");
        Check.That((byte)header.Type == input[3], $"the type is {header.Type}");
        Check.That(header.StreamId.Value == (BinaryPrimitives.ReadUInt32BigEndian(input.AsSpan(5)) & 0x7FFF_FFFF), $"the stream is {header.StreamId}");
        var written = new byte[HeaderSize];
        header.CopyTo(written);
        Check.That(FrameHeader.Read(written) == header, "the header does not survive being written");

        ReadOnlyMemory<byte> payload = input.AsMemory(HeaderSize);
        header = header with { Length = payload.Length };
        var output = new ArrayBufferWriter<byte>();
        var violation = Parse(header, payload, output);
        features.Hit((int)header.Type, (int)violation, Math.Min(payload.Length, 12));
        if (violation == Violation.None && output.WrittenCount > 0) CompareWritten(header, payload.Span, output.WrittenSpan);
    }

    // Each parser, and what it read written again.
    private static Violation Parse(FrameHeader header, ReadOnlyMemory<byte> payload, ArrayBufferWriter<byte> output)
    {
        Violation violation;
        switch (header.Type)
        {
            case FrameType.Data:
                violation = DataFrame.Parse(header, payload, out var data);
                if (violation == Violation.None) CheckPadding(header, payload.Span, data.Data.Span, skipped: 0);
                break;
            case FrameType.Headers:
                violation = HeadersFrame.Parse(header, payload, out var headers);
                if (violation is Violation.None or Violation.StreamDependsOnItself) CheckPadding(header, payload.Span, headers.Fragment.Span, header.HasPriority ? 5 : 0);
                break;
            case FrameType.RstStream:
                violation = RstStreamFrame.Parse(header, payload.Span, out var reset);
                reset.WriteTo(output);
                break;
            case FrameType.Settings:
                violation = SettingsFrame.Parse(header, payload, out var settings);
                if (violation == Violation.None) WriteSettings(settings, output);
                break;
            case FrameType.Ping:
                violation = PingFrame.Parse(header, payload.Span, out var ping);
                ping.WriteTo(output);
                break;
            case FrameType.GoAway:
                violation = GoAwayFrame.Parse(header, payload, out var goAway);
                goAway.WriteTo(output);
                break;
            case FrameType.WindowUpdate:
                violation = WindowUpdateFrame.Parse(header, payload.Span, out var update);
                update.WriteTo(output);
                break;
            case FrameType.Priority:
                violation = PriorityFrame.Parse(header, payload.Span, out var priority);
                priority.WriteTo(output);
                break;
            default:
                return Violation.None;
        }

        return violation;
    }

    private static void WriteSettings(SettingsFrame frame, ArrayBufferWriter<byte> output)
    {
        var settings = new Setting[frame.Count];
        for (var i = 0; i < settings.Length; i++) settings[i] = frame[i];
        if (frame.IsAck) SettingsFrame.WriteAck(output);
        else SettingsFrame.Write(output, settings);
    }

    private static void CheckPadding(FrameHeader header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> content, int skipped)
    {
        var start = (header.IsPadded ? 1 : 0) + skipped;
        var padding = header.IsPadded ? payload[0] : 0;
        Check.Same(payload[start..(payload.Length - padding)], content, "the content of a padded frame");
    }

    // Reserved bits and unknown flags are not written again.
    private static void CompareWritten(FrameHeader header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> written)
    {
        var again = FrameHeader.Read(written);
        Check.That(again.Type == header.Type && again.StreamId == header.StreamId && again.Length == header.Length, $"{header} was written as {again}");
        var expected = payload.ToArray();
        if (header.Type is FrameType.WindowUpdate or FrameType.GoAway) expected[0] &= 0x7F;
        Check.Same(expected, written[HeaderSize..], "the payload written again");
    }
}
