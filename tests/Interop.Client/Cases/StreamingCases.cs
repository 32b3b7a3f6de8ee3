using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

internal static class StreamingCases
{
    private static readonly int[] RequestSizes = [27182, 8, 1828, 45904];
    private static readonly int[] ResponseSizes = [31415, 9, 2653, 58979];

    public static async Task ClientStreaming(InteropPeer peer)
    {
        using var call = peer.Test.StreamingInputCall();
        foreach (var size in RequestSizes) await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Requests.Zeros(size) });
        await call.RequestStream.CompleteAsync();
        Expect.Equal(74922, (await call).AggregatedPayloadSize, "aggregated size");
    }

    public static async Task ServerStreaming(InteropPeer peer)
    {
        var request = new StreamingOutputCallRequest { ResponseParameters = { ResponseSizes.Select(size => new ResponseParameters { Size = size }) } };
        using var call = peer.Test.StreamingOutputCall(request);
        foreach (var size in ResponseSizes) await Expect.ResponseAsync(call.ResponseStream, size);
        await Expect.EndAsync(call.ResponseStream);
        Expect.Equal(StatusCode.OK, call.GetStatus().StatusCode, "status");
    }

    public static async Task PingPong(InteropPeer peer)
    {
        using var call = peer.Test.FullDuplexCall();
        foreach (var (responseSize, requestSize) in ResponseSizes.Zip(RequestSizes))
        {
            await call.RequestStream.WriteAsync(Requests.Stream(responseSize, requestSize));
            await Expect.ResponseAsync(call.ResponseStream, responseSize);
        }
        await call.RequestStream.CompleteAsync();
        await Expect.EndAsync(call.ResponseStream);
        Expect.Equal(StatusCode.OK, call.GetStatus().StatusCode, "status");
    }

    public static async Task EmptyStream(InteropPeer peer)
    {
        using var call = peer.Test.FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        await Expect.EndAsync(call.ResponseStream);
        Expect.Equal(StatusCode.OK, call.GetStatus().StatusCode, "status");
    }

    public static async Task HalfDuplex(InteropPeer peer)
    {
        using var call = peer.Test.HalfDuplexCall();
        foreach (var (responseSize, requestSize) in ResponseSizes.Zip(RequestSizes)) await call.RequestStream.WriteAsync(Requests.Stream(responseSize, requestSize));
        await call.RequestStream.CompleteAsync();
        foreach (var size in ResponseSizes) await Expect.ResponseAsync(call.ResponseStream, size);
        await Expect.EndAsync(call.ResponseStream);
    }
}
