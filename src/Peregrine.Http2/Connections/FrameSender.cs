using System.Text;
using Peregrine.Http2.Frames;
using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Connections;

/// <summary>Writes frames to the output; owns what sending depends on and nobody else does: the HPACK encoder and the peer's frame size.</summary>
internal sealed class FrameSender(OutputBuffer output, Http2ConnectionOptions options)
{
    /// <summary>DATA up to this length lies in one chunk with its frame header.</summary>
    private const int ContiguousData = 2048;

    /// <summary>DATA frames stay below this even if the peer takes larger ones, so that other streams get their turn.</summary>
    private const int LargestData = 64 * 1024;

    private int _maxFrameSize = FrameHeader.DefaultMaxLength;
    private StreamId _lastAnnounced = StreamId.Max;
    private StreamId _dataOf;
    private int _dataLength;
    private long _dataEnd;

    public HpackEncoder Encoder { get; } = new(options.HeaderTableSize);

    /// <summary>Replies that the peer provoked and that were not yet taken.</summary>
    public int PendingReplies { get; private set; }

    /// <summary>How often a header block or DATA was written.</summary>
    public long MessageFrames { get; private set; }

    /// <summary>The last GOAWAY is written: nothing may follow.</summary>
    public bool IsSilent { get; private set; }

    public void SetMaxFrameSize(uint size) => _maxFrameSize = (int)size;

    public void RepliesTaken() => PendingReplies = 0;

    public void Preface() => output.Append(Connections.Preface.Client);

    public void Settings(ReadOnlySpan<Setting> settings) => SettingsFrame.Write(output, settings);

    public void SettingsAck()
    {
        if (IsSilent) return;
        SettingsFrame.WriteAck(output);
        PendingReplies++;
    }

    public void Ping(ulong payload)
    {
        if (!IsSilent) new PingFrame(payload, IsAck: false).WriteTo(output);
    }

    public void PingAck(ulong payload)
    {
        if (IsSilent) return;
        new PingFrame(payload, IsAck: true).WriteTo(output);
        PendingReplies++;
    }

    public void Reset(StreamId streamId, Http2ErrorCode code, bool isReply)
    {
        if (IsSilent) return;
        new RstStreamFrame(streamId, code).WriteTo(output);
        if (isReply) PendingReplies++;
    }

    public void WindowUpdate(StreamId streamId, int increment)
    {
        if (!IsSilent) new WindowUpdateFrame(streamId, increment).WriteTo(output);
    }

    /// <summary>Writes GOAWAY. The last stream never rises again (RFC 9113 section 6.8): later ones were refused, and may run elsewhere by now.</summary>
    public void GoAway(StreamId lastStreamId, Http2ErrorCode code, string debugText)
    {
        if (IsSilent) return;
        if (lastStreamId < _lastAnnounced) _lastAnnounced = lastStreamId;
        new GoAwayFrame(_lastAnnounced, code, Encoding.UTF8.GetBytes(debugText)).WriteTo(output);
    }

    /// <summary>Drops what was written and has not left.</summary>
    public void TakeBack() => output.Clear();

    /// <summary>Writes bytes that are no frame: the answer to a peer that does not speak HTTP/2.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        if (!IsSilent) output.Append(bytes);
    }

    public void FallSilent() => IsSilent = true;

    /// <summary>Writes the encoder's block as HEADERS and CONTINUATION.</summary>
    public void HeaderBlock(StreamId streamId, bool endStream)
    {
        MessageFrames++;
        var rest = Encoder.Block;
        var isFirst = true;
        do
        {
            var length = Math.Min(rest.Length, _maxFrameSize);
            var isLast = length == rest.Length;
            var span = output.GetSpan(FrameHeader.Size + length);
            if (isFirst) HeadersFrame.WriteHeader(span, streamId, length, endStream, isLast);
            else ContinuationFrame.WriteHeader(span, streamId, length, isLast);
            rest[..length].CopyTo(span[FrameHeader.Size..]);
            output.Advance(FrameHeader.Size + length);
            rest = rest[length..];
            isFirst = false;
        }
        while (!rest.IsEmpty);
    }

    /// <summary>Writes DATA, at least one frame, or more of the last one. The windows were checked.</summary>
    public void Data(StreamId streamId, ReadOnlySpan<byte> data, bool endStream)
    {
        MessageFrames++;
        if (TryExtend(streamId, data, endStream)) return;

        var largest = Math.Min(_maxFrameSize, LargestData);
        do
        {
            var length = Math.Min(data.Length, largest);
            var isLast = length == data.Length;
            var isContiguous = length <= ContiguousData;
            var span = output.GetSpan(isContiguous ? FrameHeader.Size + length : FrameHeader.Size);
            DataFrame.WriteHeader(span, streamId, length, endStream && isLast);
            if (isContiguous) data[..length].CopyTo(span[FrameHeader.Size..]);
            output.Advance(isContiguous ? FrameHeader.Size + length : FrameHeader.Size);
            if (!isContiguous) output.Append(data[..length]);
            Wrote(streamId, length);
            data = data[length..];
        }
        while (!data.IsEmpty);
    }

    // Small messages that a stream sends in a row become one frame: fewer bytes, and the peer takes them in one go.
    private bool TryExtend(StreamId streamId, ReadOnlySpan<byte> data, bool endStream)
    {
        if (streamId != _dataOf || output.Position != _dataEnd || data.Length > ContiguousData || _dataLength + data.Length > _maxFrameSize) return false;

        if (!output.TryAppendTo(FrameHeader.Size + _dataLength, data, out var frame)) return false;

        _dataLength += data.Length;
        _dataEnd += data.Length;
        DataFrame.WriteHeader(frame, streamId, _dataLength, endStream);
        return true;
    }

    private void Wrote(StreamId dataOf, int length)
    {
        _dataOf = dataOf;
        _dataLength = length;
        _dataEnd = output.Position;
    }
}
