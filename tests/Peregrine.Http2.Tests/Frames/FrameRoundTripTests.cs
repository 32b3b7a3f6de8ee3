using System.Buffers;
using Peregrine.Http2.Frames;

namespace Peregrine.Http2.Tests.Frames;

/// <summary>Each frame type: what is written is read again, and every other length is told apart.</summary>
public class FrameRoundTripTests
{
    private static readonly byte[] Five = [1, 2, 3, 4, 5];

    [Fact]
    public void A_header_uses_all_its_bits_but_the_reserved_one()
    {
        var bytes = new byte[FrameHeader.Size];
        var header = new FrameHeader(0xABCDEF, FrameType.Continuation, (FrameFlags)0xA5, StreamId.Max);
        header.CopyTo(bytes);
        Assert.Equal(header, FrameHeader.Read(bytes));
        bytes[5] |= 0x80;
        Assert.Equal(header, FrameHeader.Read(bytes));
    }

    [Fact]
    public void Data_round_trip()
    {
        var (header, payload) = Written(new DataFrame(new(3), Five, 5, EndStream: true).WriteTo);
        Assert.Equal(Violation.None, DataFrame.Parse(header, payload, out var read));
        Assert.Equal((new StreamId(3), 5, true), (read.StreamId, read.FlowLength, read.EndStream));
        Assert.Equal(Five, read.Data.ToArray());
    }

    [Fact]
    public void Headers_round_trip()
    {
        var (header, payload) = Written(new HeadersFrame(new(3), Five, EndStream: true, EndHeaders: false).WriteTo);
        Assert.Equal(Violation.None, HeadersFrame.Parse(header, payload, out var read));
        Assert.Equal((new StreamId(3), true, false), (read.StreamId, read.EndStream, read.EndHeaders));
        Assert.Equal(Five, read.Fragment.ToArray());
    }

    [Fact]
    public void Headers_with_padding_and_priority_keep_only_the_fragment()
    {
        byte[] payload = [2, 0, 0, 0, 1, 16, .. Five, 0, 0];
        var header = new FrameHeader(payload.Length, FrameType.Headers, FrameFlags.Padded | FrameFlags.Priority, new(3));
        Assert.Equal(Violation.None, HeadersFrame.Parse(header, payload, out var read));
        Assert.Equal(Five, read.Fragment.ToArray());
    }

    [Fact]
    public void Continuation_round_trip()
    {
        var (header, payload) = Written(new ContinuationFrame(new(3), Five, EndHeaders: true).WriteTo);
        var read = ContinuationFrame.Parse(header, payload);
        Assert.True(read.EndHeaders);
        Assert.Equal(Five, read.Fragment.ToArray());
    }

    [Fact]
    public void Priority_round_trip()
    {
        var frame = new PriorityFrame(new(3), new(5), IsExclusive: true, 200);
        var (header, payload) = Written(frame.WriteTo);
        Assert.Equal(Violation.None, PriorityFrame.Parse(header, payload.Span, out var read));
        Assert.Equal(frame, read);
        CutAnywhere(header, payload, part => PriorityFrame.Parse(header, part, out _), Violation.PriorityWrongLength);
    }

    [Fact]
    public void Reset_round_trip()
    {
        var frame = new RstStreamFrame(new(3), (Http2ErrorCode)0xFFFF_FFFF);
        var (header, payload) = Written(frame.WriteTo);
        Assert.Equal(Violation.None, RstStreamFrame.Parse(header, payload.Span, out var read));
        Assert.Equal(frame, read);
        CutAnywhere(header, payload, part => RstStreamFrame.Parse(header, part, out _), Violation.RstStreamWrongLength);
    }

    [Fact]
    public void Settings_round_trip()
    {
        Setting[] settings = [new(SettingId.EnablePush, 0), new(SettingId.InitialWindowSize, 0xFFFF_FFFF)];
        var (header, payload) = Written(output => SettingsFrame.Write(output, settings));
        Assert.Equal(Violation.None, SettingsFrame.Parse(header, payload, out var read));
        Assert.Equal(settings, Enumerable.Range(0, read.Count).Select(i => read[i]));
        for (var length = 1; length < Setting.Size; length++)
            Assert.Equal(Violation.SettingsWrongLength, SettingsFrame.Parse(header, payload[..length], out _));
    }

    [Fact]
    public void Ping_round_trip()
    {
        var frame = new PingFrame(0x0123_4567_89AB_CDEF, IsAck: true);
        var (header, payload) = Written(frame.WriteTo);
        Assert.Equal(Violation.None, PingFrame.Parse(header, payload.Span, out var read));
        Assert.Equal(frame, read);
        CutAnywhere(header, payload, part => PingFrame.Parse(header, part, out _), Violation.PingWrongLength);
    }

    [Fact]
    public void GoAway_round_trip()
    {
        var (header, payload) = Written(new GoAwayFrame(new(7), Http2ErrorCode.EnhanceYourCalm, Five).WriteTo);
        Assert.Equal(Violation.None, GoAwayFrame.Parse(header, payload, out var read));
        Assert.Equal((new StreamId(7), Http2ErrorCode.EnhanceYourCalm), (read.LastStreamId, read.Code));
        Assert.Equal(Five, read.DebugData.ToArray());
        for (var length = 0; length < 8; length++) Assert.Equal(Violation.GoAwayTooShort, GoAwayFrame.Parse(header, payload[..length], out _));
    }

    [Fact]
    public void WindowUpdate_round_trip()
    {
        var frame = new WindowUpdateFrame(new(7), int.MaxValue);
        var (header, payload) = Written(frame.WriteTo);
        Assert.Equal(Violation.None, WindowUpdateFrame.Parse(header, payload.Span, out var read));
        Assert.Equal(frame, read);
        CutAnywhere(header, payload, part => WindowUpdateFrame.Parse(header, part, out _), Violation.WindowUpdateWrongLength);
    }

    private delegate Violation ParsePart(ReadOnlySpan<byte> payload);

    private static void CutAnywhere(FrameHeader header, ReadOnlyMemory<byte> payload, ParsePart parse, Violation expected)
    {
        Assert.Equal(header.Length, payload.Length);
        for (var length = 0; length < payload.Length; length++) Assert.Equal(expected, parse(payload.Span[..length]));
    }

    private static (FrameHeader Header, ReadOnlyMemory<byte> Payload) Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        var header = FrameHeader.Read(output.WrittenSpan);
        Assert.Equal(output.WrittenCount - FrameHeader.Size, header.Length);
        return (header, output.WrittenMemory[FrameHeader.Size..]);
    }
}
