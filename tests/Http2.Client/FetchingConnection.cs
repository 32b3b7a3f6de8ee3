using System.Globalization;
using System.Text;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Http2.Client;

/// <summary>One GET, and how it ended.</summary>
internal sealed class FetchingConnection(ByteConnection bytes, Uri url) : BareConnection(bytes, Http2Role.Client)
{
    /// <summary>The status of the response, 0 before it came.</summary>
    public int Status { get; private set; }

    /// <summary>Bytes of the body.</summary>
    public long Length { get; private set; }

    /// <summary>The response came to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>What went wrong.</summary>
    public string Problem { get; private set; } = "the server closed the connection before the response was complete";

    public override void OnReady()
    {
        var stream = Engine.TryOpenStream(null);
        if (stream is null)
        {
            Fail("the server allows no streams");
            return;
        }
        var head = Engine.BeginHeaders(stream);
        head.Add(":method"u8, "GET"u8, HeaderIndexing.Remember);
        head.Add(":scheme"u8, Encoding.ASCII.GetBytes(url.Scheme), HeaderIndexing.Remember);
        head.Add(":authority"u8, Encoding.ASCII.GetBytes(url.Authority), HeaderIndexing.Remember);
        head.Add(":path"u8, Encoding.ASCII.GetBytes(url.PathAndQuery), HeaderIndexing.Once);
        head.Add("user-agent"u8, "peregrine-http2-client"u8, HeaderIndexing.Remember);
        Engine.EndHeaders(endStream: true);
    }

    public override void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        if (!stream.HeadReceived) Status = int.Parse(headers.Value(0), CultureInfo.InvariantCulture); // the engine has checked that :status is there, and that it comes first
        if (endStream) Complete();
    }

    public override void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        Length += data.Length;
        Engine.Consume(stream, data.Length);
        if (endStream) Complete();
    }

    public override void OnReset(Http2Stream stream, Http2Error error) => Fail(error.Text);

    public override void OnConnectionError(Http2Error error) => Fail(error.Text);

    public override void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        if (code != Http2ErrorCode.NoError) Problem = $"the server closed the connection with {code}: {Encoding.UTF8.GetString(debugData)}";
    }

    private void Complete()
    {
        IsComplete = true;
        IsDone = true;
        Engine.FinishDrain();
    }

    private void Fail(string problem)
    {
        Problem = problem;
        IsDone = true;
    }
}
