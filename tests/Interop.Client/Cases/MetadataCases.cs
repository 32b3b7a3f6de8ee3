using Peregrine;

namespace Interop.Client.Cases;

internal static class MetadataCases
{
    private const string Initial = "test_initial_metadata_value";
    private static readonly byte[] Trailing = [0xab, 0xab, 0xab];

    public static async Task CustomMetadata(InteropPeer peer)
    {
        await CustomMetadataUnary(peer);
        await CustomMetadataDuplex(peer);
    }

    private static async Task CustomMetadataUnary(InteropPeer peer)
    {
        using var call = peer.Test.UnaryCallAsync(Requests.Large(), headers: Sent());
        ExpectEchoedInitial(await call.ResponseHeadersAsync);
        Expect.Equal(Requests.LargeResponseSize, (await call).Payload.Body.Length, "size of the response");
        ExpectEchoedTrailing(call.GetTrailers());
    }

    private static async Task CustomMetadataDuplex(InteropPeer peer)
    {
        using var call = peer.Test.FullDuplexCall(headers: Sent());
        await call.RequestStream.WriteAsync(Requests.Stream(Requests.LargeResponseSize, Requests.LargeRequestSize));
        await call.RequestStream.CompleteAsync();
        ExpectEchoedInitial(await call.ResponseHeadersAsync);
        await Expect.ResponseAsync(call.ResponseStream, Requests.LargeResponseSize);
        await Expect.EndAsync(call.ResponseStream);
        ExpectEchoedTrailing(call.GetTrailers());
    }

    private static Metadata Sent() => new() { { InteropNames.EchoInitial, Initial }, { InteropNames.EchoTrailing, Trailing } };

    private static void ExpectEchoedInitial(Metadata headers) => Expect.Equal(Initial, headers.GetValue(InteropNames.EchoInitial), "initial metadata");

    private static void ExpectEchoedTrailing(Metadata trailers) =>
        Expect.Equal(Convert.ToHexString(Trailing), Convert.ToHexString(trailers.GetValueBytes(InteropNames.EchoTrailing) ?? []), "trailing metadata");
}
