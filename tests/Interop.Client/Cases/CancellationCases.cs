using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

internal static class CancellationCases
{
    public static async Task TimeoutOnSleepingServer(InteropPeer peer)
    {
        using var call = peer.Test.FullDuplexCall(deadline: DateTime.UtcNow.AddMilliseconds(1));
        await Expect.StatusAsync(
            async () =>
            {
                await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Requests.Zeros(27182) });
                await call.ResponseStream.MoveNext();
            },
            StatusCode.DeadlineExceeded);
        Expect.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode, "status");
    }

    public static async Task CancelAfterBegin(InteropPeer peer)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = peer.Test.StreamingInputCall(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(() => call.ResponseAsync, call.GetStatus);
    }

    public static async Task CancelAfterFirstResponse(InteropPeer peer)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = peer.Test.FullDuplexCall(cancellationToken: cancellation.Token);
        await call.RequestStream.WriteAsync(Requests.Stream(31415, 27182));
        await Expect.ResponseAsync(call.ResponseStream, 31415);
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(() => call.ResponseStream.MoveNext(), call.GetStatus);
    }
}
