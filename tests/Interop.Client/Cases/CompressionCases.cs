using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

/// <summary>The probes ask for an error: a server that does not answer them with INVALID_ARGUMENT does not look at compression at all.</summary>
internal static class CompressionCases
{
    private static readonly CallOptions Gzip = new CallOptions().WithCompression("gzip");
    private static readonly CallOptions Identity = new CallOptions().WithCompression("identity");
    private static readonly BoolValue Yes = new() { Value = true };
    private static readonly BoolValue No = new() { Value = false };

    public static async Task ClientCompressedUnary(InteropPeer peer, bool probe)
    {
        if (probe) await Expect.StatusAsync(() => peer.Test.UnaryCallAsync(Expecting(Yes), Identity).ResponseAsync, StatusCode.InvalidArgument);
        foreach (var (expected, options) in new[] { (Yes, Gzip), (No, Identity) })
        {
            var response = await peer.Test.UnaryCallAsync(Expecting(expected), options);
            Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
        }
    }

    public static async Task ServerCompressedUnary(InteropPeer peer)
    {
        foreach (var wanted in new[] { Yes, No })
        {
            var request = Requests.Large();
            request.ResponseCompressed = wanted;
            var response = await peer.Test.UnaryCallAsync(request);
            Expect.Equal(wanted.Value, response.ArrivedCompressed, "response compressed");
            Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
        }
    }

    public static async Task ClientCompressedStreaming(InteropPeer peer, bool probe)
    {
        if (probe)
        {
            using var refused = peer.Test.StreamingInputCall(Identity);
            await Expect.StatusAsync(
                async () =>
                {
                    await refused.RequestStream.WriteAsync(new StreamingInputCallRequest { ExpectCompressed = Yes, Payload = Requests.Zeros(27182) });
                    await refused.RequestStream.CompleteAsync();
                    await refused;
                },
                StatusCode.InvalidArgument);
        }

        using var call = peer.Test.StreamingInputCall(Gzip);
        await call.RequestStream.WriteAsync(new StreamingInputCallRequest { ExpectCompressed = Yes, Payload = Requests.Zeros(27182) });
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new StreamingInputCallRequest { ExpectCompressed = No, Payload = Requests.Zeros(45904) });
        await call.RequestStream.CompleteAsync();
        Expect.Equal(73086, (await call).AggregatedPayloadSize, "aggregated size");
    }

    public static async Task ServerCompressedStreaming(InteropPeer peer)
    {
        (int Size, BoolValue Compressed)[] wanted = [(31415, Yes), (92653, No)];
        var request = new StreamingOutputCallRequest { ResponseParameters = { wanted.Select(each => new ResponseParameters { Size = each.Size, Compressed = each.Compressed }) } };
        using var call = peer.Test.StreamingOutputCall(request);
        foreach (var (size, compressed) in wanted)
        {
            await Expect.ResponseAsync(call.ResponseStream, size);
            Expect.Equal(compressed.Value, call.ResponseStream.Current.ArrivedCompressed, "response compressed");
        }
        await Expect.EndAsync(call.ResponseStream);
    }

    private static SimpleRequest Expecting(BoolValue compressed)
    {
        var request = Requests.Large();
        request.ExpectCompressed = compressed;
        return request;
    }
}
