using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Streams;

namespace Peregrine.TestKit;

/// <summary>One engine with the log of its events and the handles that a test turns.</summary>
public sealed class Engine
{
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private byte[] _unread = [];

    public Engine(Http2Role role, Http2ConnectionOptions? options = null)
    {
        Connection = new(role, options ?? Http2ConnectionOptions.Default, Log);
    }

    public EventLog Log { get; } = new();

    public Http2Connection Connection { get; }

    /// <summary>The time that the engine is told, in milliseconds.</summary>
    public long Now { get; set; } = 1000;

    public List<string> Events => Log.Lines;

    /// <summary>A server that has seen a client's start and its acknowledgement; log and output are empty.</summary>
    public static Engine Server(Http2ConnectionOptions? options = null) => new Engine(Http2Role.Server, options).Settled(FrameScript.Client.SettingsAck());

    /// <summary>A client that has seen a server's start and its acknowledgement; log and output are empty.</summary>
    public static Engine Client(Http2ConnectionOptions? options = null) => new Engine(Http2Role.Client, options).Settled(FrameScript.Server.SettingsAck());

    public Engine Start()
    {
        Connection.Start(Now);
        return this;
    }

    public Engine Settled(FrameScript peer)
    {
        Start().Receive(peer);
        Take();
        Events.Clear();
        return this;
    }

    public Engine Receive(FrameScript script) => Receive(script.ToArray());

    /// <summary>Whether <see cref="Receive(byte[])"/> presents one more byte at a time.</summary>
    public bool FeedsByteByByte { get; set; }

    /// <summary>Presents bytes behind those that were not used yet.</summary>
    public Engine Receive(byte[] bytes)
    {
        if (FeedsByteByByte && bytes.Length > 1)
        {
            foreach (var each in bytes) Receive([each]);
            return this;
        }
        byte[] input = [.. _unread, .. bytes];
        var used = Connection.Receive(input, Now);
        _unread = input[used..];
        return this;
    }

    /// <summary>The output as bytes.</summary>
    public byte[] TakeBytes()
    {
        Connection.Output.TakeAll(_chunks);
        var bytes = new List<byte>();
        foreach (var chunk in _chunks) bytes.AddRange(chunk.Span);
        Connection.Output.Recycle(_chunks);
        Connection.OutputTaken();
        return [.. bytes];
    }

    /// <summary>The output as frames.</summary>
    public List<WireFrame> Take() => FrameLog.Read(TakeBytes());

    /// <summary>The output as lines.</summary>
    public List<string> TakeLines() => Take().ConvertAll(static frame => frame.ToString());

    public Http2Stream Stream(uint id) => Log.Streams[id];

    /// <summary>Opens a stream and sends a request head.</summary>
    public Http2Stream Open(bool endStream = false, string path = "/")
    {
        var stream = Connection.TryOpenStream(null) ?? throw new InvalidOperationException("no slot");
        Send(stream, endStream, (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"));
        Log.Streams[stream.Id.Value] = stream;
        return stream;
    }

    /// <summary>Sends a response head of status 200.</summary>
    public void Respond(Http2Stream stream, bool endStream = false) => Send(stream, endStream, (":status", "200"));

    public void Send(Http2Stream stream, bool endStream, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var block = Connection.BeginHeaders(stream);
        foreach (var (name, value) in fields)
            block.Add(System.Text.Encoding.Latin1.GetBytes(name), System.Text.Encoding.Latin1.GetBytes(value), HeaderIndexing.Remember);
        Connection.EndHeaders(endStream);
    }
}
