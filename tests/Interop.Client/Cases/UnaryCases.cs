using Grpc.Testing;

namespace Interop.Client.Cases;

internal static class UnaryCases
{
    private const int ConcurrentCalls = 1000;

    public static async Task EmptyUnary(InteropPeer peer) => Expect.Equal(new Empty(), await peer.Test.EmptyCallAsync(new Empty()), "response");

    public static async Task LargeUnary(InteropPeer peer)
    {
        var response = await peer.Test.UnaryCallAsync(Requests.Large());
        Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
    }

    public static Task ConcurrentLargeUnary(InteropPeer peer) => Task.WhenAll(Enumerable.Range(0, ConcurrentCalls).Select(_ => LargeUnary(peer)));
}
