using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Comparison.Contestants;

/// <summary>Single calls with their answers checked byte by byte: h2load counts statuses only.</summary>
internal static class Probe
{
    /// <summary>bench.Payload { id: 7, name: "abcdefg", body: "01234567" } in its gRPC frame: 5 + 21 bytes.</summary>
    public static readonly byte[] Message = [0, 0, 0, 0, 21, 0x08, 7, 0x12, 7, .. "abcdefg"u8, 0x1a, 8, .. "01234567"u8];

    public const string Method = "/bench.Bench/Unary";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ContestantException">The answer is not the echo with status 0.</exception>
    public static async Task CheckEchoAsync(ServerProcess server, CancellationToken cancellation)
    {
        try
        {
            var answer = await CallAsync(server.Address, Method, Message, cancellation);
            if (!answer.AsSpan().SequenceEqual(Message)) throw new ContestantException($"{server.Contestant.Name} answered wrongly: {Convert.ToHexString(answer)}.");
        }
        catch (HttpRequestException failure)
        {
            throw new ContestantException($"{server.Contestant.Name} did not answer: {failure.Message}");
        }
    }

    /// <summary>One call on a connection of its own.</summary>
    /// <param name="connect">Makes the connection; by default the address is connected to once.</param>
    /// <returns>The answer in its gRPC frame.</returns>
    /// <exception cref="HttpRequestException">There was no answer in time, or not one with status 0.</exception>
    public static async Task<byte[]> CallAsync(
        Uri address,
        string method,
        byte[] message,
        CancellationToken cancellation,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = connect, SslOptions = { CertificateChainPolicy = TrustOwnAuthority(address) } };
        using var client = new HttpMessageInvoker(handler);
        using var content = new ByteArrayContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        try
        {
            return await SendAsync(client, request, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"nothing came for {s_patience.TotalSeconds} s");
        }
    }

    private static async Task<byte[]> SendAsync(HttpMessageInvoker client, HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? string.Join(',', values) : "none";
        return response.StatusCode is HttpStatusCode.OK && status == "0" ? answer : throw new HttpRequestException($"HTTP {(int)response.StatusCode}, grpc-status {status}");
    }

    private static X509ChainPolicy? TrustOwnAuthority(Uri address) => address.Scheme != Uri.UriSchemeHttps ? null : new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Repository.Certificate("ca.pem")) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
