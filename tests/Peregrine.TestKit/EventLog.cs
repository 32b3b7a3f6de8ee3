using System.Text;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.TestKit;

/// <summary>An owner of an engine that writes down what it is told, one line per event; tests add reactions.</summary>
public sealed class EventLog : IHttp2Events
{
    public List<string> Lines { get; } = [];

    public Dictionary<uint, Http2Stream> Streams { get; } = [];

    public List<Http2Error> Errors { get; } = [];

    public Action<Http2Stream, HeaderList, bool>? OnHeaders { get; set; }

    public Action<Http2Stream, ReadOnlyMemory<byte>, bool>? OnData { get; set; }

    public Action<Http2Stream>? OnWritable { get; set; }

    public Action<Http2Stream, Http2Error>? OnReset { get; set; }

    public Action? OnSlots { get; set; }

    void IHttp2Events.OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        Streams[stream.Id.Value] = stream;
        var text = new StringBuilder($"{(stream.HeadReceived ? "trailers" : "headers")} {stream.Id}");
        for (var i = 0; i < headers.Count; i++) text.Append($" {Encoding.Latin1.GetString(headers.Name(i))}={Encoding.Latin1.GetString(headers.Value(i))}");
        if (endStream) text.Append(" end");
        Lines.Add(text.ToString());
        OnHeaders?.Invoke(stream, headers, endStream);
    }

    void IHttp2Events.OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        Lines.Add($"data {stream.Id} {data.Length}{(endStream ? " end" : "")}");
        OnData?.Invoke(stream, data, endStream);
    }

    void IHttp2Events.OnReset(Http2Stream stream, Http2Error error)
    {
        Lines.Add($"reset {stream.Id} {error.Violation} {error.Code} {error.Initiator}");
        Errors.Add(error);
        OnReset?.Invoke(stream, error);
    }

    void IHttp2Events.OnStreamRefused(Http2Error error)
    {
        Lines.Add($"refused {error.StreamId} {error.Violation} {error.Code}");
        Errors.Add(error);
    }

    void IHttp2Events.OnWritable(Http2Stream stream)
    {
        Lines.Add($"writable {stream.Id}");
        OnWritable?.Invoke(stream);
    }

    void IHttp2Events.OnStreamSlotsAvailable()
    {
        Lines.Add("slots");
        OnSlots?.Invoke();
    }

    void IHttp2Events.OnReady() => Lines.Add("ready");

    void IHttp2Events.OnPingAcknowledged(ulong payload) => Lines.Add($"pong {payload}");

    void IHttp2Events.OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData) =>
        Lines.Add($"goaway {lastStreamId} {code} {Encoding.UTF8.GetString(debugData)}".TrimEnd());

    void IHttp2Events.OnConnectionError(Http2Error error)
    {
        Lines.Add($"connection error {error.Violation} {error.Code}");
        Errors.Add(error);
    }
}
