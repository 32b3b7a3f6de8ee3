using System.Buffers.Binary;
using Peregrine.Http2;

namespace Fuzz.Models;

/// <summary>The other frames (RFC 9113 sections 6.3 to 6.9).</summary>
internal sealed class ControlJudge(NaiveConnection state, Queue<Verdict> verdicts)
{
    public void Receive(NaiveFrame frame)
    {
        switch (frame.Type)
        {
            case 2:
                Priority(frame);
                break;
            case 3:
                Reset(frame);
                break;
            case 4:
                Settings(frame);
                break;
            case 5:
                Fail(Http2ErrorCode.ProtocolError);
                break;
            case 6:
                Ping(frame);
                break;
            case 7:
                GoAway(frame);
                break;
            case 8:
                WindowUpdate(frame);
                break;
        }
    }

    private void Priority(NaiveFrame frame)
    {
        if (frame.Id == 0)
        {
            Fail(Http2ErrorCode.ProtocolError);
            return;
        }

        Http2ErrorCode? wrong = frame.Payload.Length != 5 ? Http2ErrorCode.FrameSizeError : (frame.Value() & 0x7FFF_FFFF) == frame.Id ? Http2ErrorCode.ProtocolError : null;
        if (wrong is not { } code) return;
        if (state.Find(frame.Id) is { } stream) StreamErrors.Add(verdicts, stream, code);
        else if (state.IsIdle(frame.Id)) Fail(code);
    }

    private void Reset(NaiveFrame frame)
    {
        if (frame.Id == 0) Fail(Http2ErrorCode.ProtocolError);
        else if (frame.Payload.Length != 4) Fail(Http2ErrorCode.FrameSizeError);
        else if (state.Find(frame.Id) is { } stream) Reset(stream, (Http2ErrorCode)frame.Value());
        else if (state.IsIdle(frame.Id)) Fail(Http2ErrorCode.ProtocolError);
    }

    // Section 8.1: NO_ERROR after a whole response only says that no more of the request is wanted.
    private void Reset(NaiveStream stream, Http2ErrorCode code)
    {
        if (stream.IsClosed) return;
        var isQuiet = code == Http2ErrorCode.NoError && stream.Remote == NaiveHalf.Closed;
        stream.Reset(Ending.ResetByPeer);
        if (isQuiet) state.Settle(stream);
        else verdicts.Enqueue(new(Happening.Reset, stream.Id, code, IsByPeer: true));
    }

    private void Settings(NaiveFrame frame)
    {
        if (frame.Id != 0) Fail(Http2ErrorCode.ProtocolError);
        else if (frame.Has(0x1)) Fail(frame.Payload.Length > 0 ? Http2ErrorCode.FrameSizeError : Http2ErrorCode.ProtocolError); // one that was due was taken before
        else if (frame.Payload.Length % 6 != 0) Fail(Http2ErrorCode.FrameSizeError);
        else if (frame.Payload.Length / 6 > state.Options.MaxSettingsPerFrame) Fail(Http2ErrorCode.EnhanceYourCalm);
        else Apply(frame.Payload);
    }

    private void Apply(byte[] payload)
    {
        long? tableSize = null;
        for (var at = 0; at < payload.Length; at += 6)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at + 2));
            var id = BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(at));
            if (id == 1) tableSize = value;
            if (id == 5 && value is >= 16_384 and <= 16_777_215) state.PeerMaxFrame = Math.Max(state.PeerMaxFrame, value);
            if (Wrong(id, value) is { } code)
            {
                Fail(code);
                return;
            }
        }

        state.PeerTableSizes.Enqueue(tableSize);
        if (state.IsReady) return;
        state.IsReady = true;
        verdicts.Enqueue(new(Happening.Ready));
    }

    private Http2ErrorCode? Wrong(ushort id, uint value) => id switch
    {
        2 when value > 1 || (value == 1 && state.Role == Http2Role.Client) => Http2ErrorCode.ProtocolError,
        4 when value > NaiveConnection.LargestWindow || !TryInitialWindow(value) => Http2ErrorCode.FlowControlError,
        5 when value is < 16_384 or > 16_777_215 => Http2ErrorCode.ProtocolError,
        _ => null,
    };

    private bool TryInitialWindow(long value)
    {
        var change = value - state.PeerInitialWindow;
        state.PeerInitialWindow = value;
        foreach (var stream in state.Streams.Values.Where(static each => !each.IsClosed))
        {
            stream.SendWindow += change;
            if (stream.SendWindow > NaiveConnection.LargestWindow) return false;
        }

        return true;
    }

    private void Ping(NaiveFrame frame)
    {
        if (frame.Id != 0) Fail(Http2ErrorCode.ProtocolError);
        else if (frame.Payload.Length != 8) Fail(Http2ErrorCode.FrameSizeError);
        else if (frame.Has(0x1)) verdicts.Enqueue(new(Happening.Pong));
        else state.Pings++;
    }

    private void GoAway(NaiveFrame frame)
    {
        if (frame.Id != 0)
        {
            Fail(Http2ErrorCode.ProtocolError);
        }
        else if (frame.Payload.Length < 8)
        {
            Fail(Http2ErrorCode.FrameSizeError);
        }
        else if ((frame.Value() & 0x7FFF_FFFF) > state.LastGoAway)
        {
            Fail(Http2ErrorCode.ProtocolError);
        }
        else
        {
            verdicts.Enqueue(new(Happening.GoAway, frame.Value() & 0x7FFF_FFFF, (Http2ErrorCode)frame.Value(4)));
            state.GoAway(frame.Value() & 0x7FFF_FFFF);
        }
    }

    private void WindowUpdate(NaiveFrame frame)
    {
        if (frame.Payload.Length != 4)
        {
            Fail(Http2ErrorCode.FrameSizeError);
            return;
        }

        var increment = frame.Value() & 0x7FFF_FFFF;
        if (frame.Id == 0)
        {
            state.SendWindow += increment;
            if (increment == 0) Fail(Http2ErrorCode.ProtocolError);
            else if (state.SendWindow > NaiveConnection.LargestWindow) Fail(Http2ErrorCode.FlowControlError);
        }
        else if (state.Find(frame.Id) is { } stream)
        {
            WindowUpdate(stream, increment);
        }
        else if (state.IsIdle(frame.Id))
        {
            Fail(Http2ErrorCode.ProtocolError);
        }
    }

    private void WindowUpdate(NaiveStream stream, long increment)
    {
        if (stream.IsClosed) return;
        if (increment == 0)
        {
            StreamErrors.Add(verdicts, stream, Http2ErrorCode.ProtocolError);
            return;
        }

        stream.SendWindow += increment;
        if (stream.SendWindow > NaiveConnection.LargestWindow) StreamErrors.Add(verdicts, stream, Http2ErrorCode.FlowControlError);
    }

    private void Fail(Http2ErrorCode code) => verdicts.Enqueue(new(Happening.ConnectionError, 0, code));
}
