using System.Net;
using System.Net.Http.Headers;

namespace HttpClientLoad;

/// <summary>A request of one message, in one write.</summary>
internal sealed class MessageContent : HttpContent
{
    public static readonly MediaTypeHeaderValue GrpcType = new("application/grpc");

    private readonly Payload _message;

    public MessageContent(Payload message)
    {
        _message = message;
        Headers.ContentType = GrpcType;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) => await stream.WriteAsync(_message.ToFrame());

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>A request of many messages, each written and flushed before the next; the answer may come meanwhile.</summary>
internal sealed class StreamingContent : HttpContent
{
    private readonly IEnumerable<Payload> _messages;

    public StreamingContent(IEnumerable<Payload> messages)
    {
        _messages = messages;
        Headers.ContentType = MessageContent.GrpcType;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync(); // sends the head
        foreach (var message in _messages)
        {
            await stream.WriteAsync(message.ToFrame());
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
