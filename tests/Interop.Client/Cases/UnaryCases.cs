using Google.Protobuf;
using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

internal static class UnaryCases
{
    private const int ConcurrentCalls = 1000;
    private const int PickedCalls = 100;

    public static async Task EmptyUnary(InteropPeer peer) => Expect.Equal(new Empty(), await peer.Test.EmptyCallAsync(new Empty()), "response");

    public static async Task LargeUnary(InteropPeer peer)
    {
        var response = await peer.Test.UnaryCallAsync(Requests.Large());
        Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
    }

    /// <summary>The second of two equal calls gets the answer of the first, because a cache stands between. (gRPC over HTTP/2 has no GET any more: the calls are ordinary ones.)</summary>
    public static async Task CacheableUnary(InteropPeer peer)
    {
        await using var proxy = new GrpcServer();
        proxy.Add(new CachingProxy(peer.Test));
        var address = await proxy.StartAsync("http://127.0.0.1:0");
        await using var channel = GrpcChannel.ForAddress(address.Text);
        var test = new TestService.TestServiceClient(channel);
        var request = new SimpleRequest { Payload = new Payload { Body = ByteString.CopyFromUtf8($"{DateTime.UtcNow.Ticks}00") } };
        var headers = new Metadata { { "x-user-ip", "1.2.3.4" } };

        var first = await test.CacheableUnaryCallAsync(request, headers);
        var second = await test.CacheableUnaryCallAsync(request, headers);

        if (first.Payload.Body.IsEmpty) throw new CaseFailedException("the answer has no payload");
        Expect.Equal(first.Payload.Body, second.Payload.Body, "payload of the second answer");
    }

    /// <summary>All calls of a channel land on one server, however many its target has.</summary>
    public static async Task PickFirstUnary(InteropPeer peer)
    {
        var request = new SimpleRequest { FillServerId = true };
        var server = (await peer.Test.UnaryCallAsync(request)).ServerId;
        if (server.Length == 0) throw new CaseFailedException("the server does not say who it is");
        for (var call = 1; call < PickedCalls; call++) Expect.Equal(server, (await peer.Test.UnaryCallAsync(request)).ServerId, $"server of call {call}");
    }

    public static Task ConcurrentLargeUnary(InteropPeer peer) => Task.WhenAll(Enumerable.Range(0, ConcurrentCalls).Select(_ => LargeUnary(peer)));
}
