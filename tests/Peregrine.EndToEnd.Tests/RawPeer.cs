using System.Text;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>One end of a connection that speaks correct HTTP/2 and whatever a test wants on top of it: a gRPC peer that breaks gRPC's rules.</summary>
internal sealed class RawPeer(ByteConnection bytes, Http2Role role, Action<RawPeer, RawStream>? onRequest = null) : IHttp2Events
{
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    private Http2Connection? _engine;

    private Http2Connection Engine => _engine ??= new Http2Connection(role, Http2ConnectionOptions.Default, this);

    /// <summary>Sends the preface and SETTINGS.</summary>
    public async Task StartAsync()
    {
        Engine.Start(0);
        await FlushAsync();
    }

    /// <summary>Client: opens a stream with the fields, and sends the body.</summary>
    public async Task<RawStream> RequestAsync((string Name, string Value)[] fields, byte[] body, bool end = true)
    {
        var raw = new RawStream();
        raw.Stream = Engine.TryOpenStream(raw) ?? throw new InvalidOperationException("No stream.");
        Headers(raw, fields, end: body.Length == 0 && end);
        if (body.Length > 0) Engine.SendData(raw.Stream, body, end);
        await FlushAsync();
        return raw;
    }

    public void Headers(RawStream stream, (string Name, string Value)[] fields, bool end)
    {
        var writer = Engine.BeginHeaders(stream.Stream!);
        foreach (var (name, value) in fields) writer.Add(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value), HeaderIndexing.Once);
        Engine.EndHeaders(end);
    }

    public void Data(RawStream stream, byte[] data, bool end) => Engine.SendData(stream.Stream!, data, end);

    public void Reset(RawStream stream, Http2ErrorCode code) => Engine.Reset(stream.Stream!, code);

    /// <summary>Receives until the condition holds or the peer closes.</summary>
    public async Task RunUntilAsync(Func<bool> done)
    {
        while (!done())
        {
            var received = await bytes.ReceiveAsync(_buffer.AsMemory(_filled), default);
            if (received == 0) return;

            _filled += received;
            var used = Engine.Receive(_buffer.AsMemory(0, _filled).ToArray(), 0);
            _buffer.AsSpan(used.._filled).CopyTo(_buffer);
            _filled -= used;
            await FlushAsync();
        }
    }

    public async Task FlushAsync()
    {
        if (Engine.Output.Length == 0) return;

        Engine.Output.TakeAll(_chunks);
        Engine.OutputTaken();
        await bytes.SendAsync(_chunks, default);
        Engine.Output.Recycle(_chunks);
    }

    void IHttp2Events.OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        var raw = RawOf(stream);
        var block = new List<(string, string)>();
        for (var i = 0; i < headers.Count; i++) block.Add((Encoding.UTF8.GetString(headers.Name(i)), Encoding.UTF8.GetString(headers.Value(i))));
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers.IsNeverIndexed(i)) raw.NeverIndexed.Add(Encoding.UTF8.GetString(headers.Name(i)));
        }

        raw.Blocks.Add(block);
        raw.Ended |= endStream;
        if (endStream) onRequest?.Invoke(this, raw);
    }

    void IHttp2Events.OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        var raw = RawOf(stream);
        raw.Body.AddRange(data.ToArray());
        raw.Ended |= endStream;
        Engine.Consume(stream, data.Length);
        if (endStream) onRequest?.Invoke(this, raw);
    }

    void IHttp2Events.OnReset(Http2Stream stream, Http2Error error)
    {
        var raw = RawOf(stream);
        raw.Reset = error;
        raw.Ended = true;
    }

    void IHttp2Events.OnWritable(Http2Stream stream)
    {
        // bodies of these tests fit the window
    }

    void IHttp2Events.OnStreamSlotsAvailable()
    {
    }

    void IHttp2Events.OnReady()
    {
    }

    void IHttp2Events.OnPingAcknowledged(ulong payload)
    {
    }

    void IHttp2Events.OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
    }

    void IHttp2Events.OnConnectionError(Http2Error error) => throw new InvalidOperationException(error.Text);

    private static RawStream RawOf(Http2Stream stream)
    {
        if (stream.Owner is RawStream known) return known;

        var raw = new RawStream { Stream = stream };
        stream.Owner = raw;
        return raw;
    }
}

/// <summary>What a <see cref="RawPeer"/> saw of a stream.</summary>
internal sealed class RawStream
{
    public Http2Stream? Stream { get; set; }

    public List<List<(string Name, string Value)>> Blocks { get; } = [];

    /// <summary>Names of the fields that came as literals which no table may hold.</summary>
    public List<string> NeverIndexed { get; } = [];

    public List<byte> Body { get; } = [];

    public Http2Error? Reset { get; set; }

    public bool Ended { get; set; }

    public string? this[string name] => Blocks.SelectMany(b => b).Where(f => f.Name == name).Select(f => f.Value).LastOrDefault();
}
