using Peregrine.Http2;

namespace Fuzz.Models;

/// <summary>DATA (RFC 9113 section 6.1).</summary>
internal sealed class DataJudge(NaiveConnection state, Queue<Verdict> verdicts)
{
    public void Receive(NaiveFrame frame)
    {
        var payload = frame.Payload;
        var isPadded = frame.Has(0x8);
        var isEnd = frame.Has(0x1);
        if (frame.Id == 0) Fail(Http2ErrorCode.ProtocolError);
        else if (isPadded && payload.Length == 0) Fail(Http2ErrorCode.FrameSizeError);
        else if (isPadded && payload[0] >= payload.Length) Fail(Http2ErrorCode.ProtocolError);
        else if (payload.Length > state.Credit.Available) Fail(Http2ErrorCode.FlowControlError);
        else Accept(frame.Id, isPadded ? payload[1..^payload[0]] : payload, payload.Length, isEnd);
    }

    private void Accept(uint id, byte[] data, int length, bool isEnd)
    {
        state.Credit.Available -= length;
        state.FlowReceived += length;
        if (state.Find(id) is { } stream)
        {
            OnStream(stream, data, length, isEnd);
        }
        else if (state.IsIdle(id))
        {
            Fail(Http2ErrorCode.ProtocolError);
        }
        else
        {
            state.Credit.Return(length);
            if (state.HowEnded(id) is Ending.Completed or Ending.ResetByPeer) Refuse(id);
        }
    }

    private void OnStream(NaiveStream stream, byte[] data, int length, bool isEnd)
    {
        if (Wrong(stream, data.Length, length, isEnd) is { } code)
        {
            state.Credit.Return(length);
            StreamErrors.Add(verdicts, stream, code);
            return;
        }

        if (isEnd) stream.CloseRemote();
        stream.Unconsumed += data.Length;
        var padding = length - data.Length;
        if (padding > 0)
        {
            state.Credit.Return(padding);
            if (!isEnd) stream.Credit.Return(padding);
        }

        if (data.Length > 0 || isEnd) verdicts.Enqueue(new(Happening.Data, stream.Id, IsEnd: isEnd) { Bytes = data });
    }

    private static Http2ErrorCode? Wrong(NaiveStream stream, int bytes, int length, bool isEnd)
    {
        if (stream.Remote == NaiveHalf.Closed) return Http2ErrorCode.StreamClosed;
        if (length > stream.Credit.Available) return Http2ErrorCode.FlowControlError;
        stream.Credit.Available -= length;
        stream.FlowReceived += length;
        stream.Received += bytes;
        if (stream.Announced is { } announced && (stream.Received > announced || (isEnd && stream.Received < announced))) return Http2ErrorCode.ProtocolError;
        return stream.HasHead ? null : Http2ErrorCode.ProtocolError;
    }

    private void Refuse(uint id)
    {
        state.Refused[id] = Ending.ResetHere;
        verdicts.Enqueue(new(Happening.Refused, id, Http2ErrorCode.StreamClosed));
    }

    private void Fail(Http2ErrorCode code) => verdicts.Enqueue(new(Happening.ConnectionError, 0, code));
}

/// <summary>Errors that end one stream (RFC 9113 section 5.4.2).</summary>
internal static class StreamErrors
{
    public static void Add(Queue<Verdict> verdicts, NaiveStream stream, Http2ErrorCode code)
    {
        if (stream.Ending == Ending.ResetHere) return; // what is under way after a reset is ignored
        var wasClosed = stream.IsClosed;
        stream.Reset(Ending.ResetHere);
        verdicts.Enqueue(new(wasClosed ? Happening.Refused : Happening.Reset, stream.Id, code));
    }
}
