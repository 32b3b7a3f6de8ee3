using System.Net.Sockets;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Http2.Server;

/// <summary>Answers each whole request a moment later, so that judges find streams in every state.</summary>
internal sealed class AnsweringConnection(ByteConnection bytes) : BareConnection(bytes, Http2Role.Server)
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(30);
    private static readonly byte[] s_body = "twenty bytes of text"u8.ToArray();

    public override void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        if (!stream.HeadReceived) stream.Owner = Exchange.Of(headers);
        if (endStream) _ = AnswerAsync(stream);
    }

    public override void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        Engine.Consume(stream, data.Length);
        if (endStream) _ = AnswerAsync(stream);
    }

    public override void OnReset(Http2Stream stream, Http2Error error) => Engine.Release(stream);

    public override void OnWritable(Http2Stream stream) => SendBody(stream);

    private async Task AnswerAsync(Http2Stream stream)
    {
        await Task.Delay(s_delay);
        try
        {
            await ActAsync(() => Answer(stream));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // The connection ended meanwhile; whoever reads it knows.
        }
    }

    private void Answer(Http2Stream stream)
    {
        var exchange = (Exchange)stream.Owner!; // set with the head
        var head = Engine.BeginHeaders(stream);
        head.Add(":status"u8, exchange.IsFound ? "200"u8 : "404"u8, HeaderIndexing.Remember);
        head.Add("content-type"u8, "text/plain"u8, HeaderIndexing.Remember);
        head.Add("content-length"u8, exchange.IsFound ? "20"u8 : "0"u8, HeaderIndexing.Remember);
        Engine.EndHeaders(endStream: !exchange.HasBody);
        if (exchange.HasBody) SendBody(stream);
        else Engine.Release(stream);
    }

    private void SendBody(Http2Stream stream)
    {
        var exchange = (Exchange)stream.Owner!; // set with the head
        exchange.Sent += Engine.SendData(stream, s_body.AsSpan(exchange.Sent), endStream: true);
        if (exchange.Sent == s_body.Length || !stream.CanSend) Engine.Release(stream);
    }

    private sealed class Exchange
    {
        public bool IsFound { get; private init; }

        public bool HasBody { get; private init; }

        public int Sent { get; set; }

        public static Exchange Of(HeaderList headers)
        {
            var isHead = false;
            var isFound = false;
            for (var i = 0; i < headers.Count; i++)
            {
                isHead |= headers.Name(i).SequenceEqual(":method"u8) && headers.Value(i).SequenceEqual("HEAD"u8);
                isFound |= headers.Name(i).SequenceEqual(":path"u8) && headers.Value(i).SequenceEqual("/"u8);
            }
            return new() { IsFound = isFound, HasBody = isFound && !isHead };
        }
    }
}
