using System.Net;
using System.Net.Http.Headers;

namespace Comparison.Contestants;

/// <summary>One call with its answer checked byte by byte: h2load counts statuses only.</summary>
internal static class Probe
{
    /// <summary>bench.Payload { id: 7, name: "abcdefg", body: "01234567" } in its gRPC frame: 5 + 21 bytes.</summary>
    public static readonly byte[] Message = [0, 0, 0, 0, 21, 0x08, 7, 0x12, 7, .. "abcdefg"u8, 0x1a, 8, .. "01234567"u8];

    public const string Method = "/bench.Bench/Unary";

    /// <exception cref="ContestantException">The answer is not the echo with status 0.</exception>
    public static async Task CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var content = new ByteArrayContent(Message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, Method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
            var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? string.Join(',', values) : "none";
            if (response.StatusCode is HttpStatusCode.OK && status == "0" && answer.AsSpan().SequenceEqual(Message)) return;
            throw new ContestantException($"{server.Contestant.Name} answered wrongly: HTTP {(int)response.StatusCode}, grpc-status {status}, message {Convert.ToHexString(answer)}.");
        }
        catch (HttpRequestException failure)
        {
            throw new ContestantException($"{server.Contestant.Name} did not answer: {failure.Message}");
        }
    }
}
