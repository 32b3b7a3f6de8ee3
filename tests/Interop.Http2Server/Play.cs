using Google.Protobuf;
using Grpc.Testing;
using Peregrine.TestKit;

namespace Interop.Http2Server;

/// <summary>What the server does with a connection. The default answers every call in order.</summary>
internal class Play
{
    protected static readonly byte[] Head = HeaderBlocks.Response("200", ("content-type", "application/grpc"));
    protected static readonly byte[] Trailers = HeaderBlocks.Of(("grpc-status", "0"));

    /// <summary>A call was begun.</summary>
    public virtual Task OnHeadAsync(PlayedConnection connection, uint stream) => Task.CompletedTask;

    /// <summary>A call's request is complete.</summary>
    public virtual async Task OnRequestAsync(PlayedConnection connection, uint stream, byte[] response)
    {
        await connection.SendAsync(FrameScript.New.Headers(stream, Head));
        await connection.SendDataAsync(stream, response);
        await connection.EndAsync(stream, FrameScript.New.Headers(stream, Trailers, end: true));
    }

    /// <summary>A response of the size that the request asks for, with its prefix.</summary>
    public static byte[] Answer(byte[] request)
    {
        var wanted = SimpleRequest.Parser.ParseFrom(request.AsSpan(5));
        var message = new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[wanted.ResponseSize]) } }.ToByteArray();
        return [0, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];
    }
}
