using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace HttpClientLoad;

/// <summary>
/// A gRPC call by hand over .NET's HTTP/2 client: what any gRPC library on <c>HttpClient</c> pays at least. <see cref="HttpMessageInvoker"/> leaves out what gRPC has no
/// use for (buffering, default headers, timeout), the handler's options likewise. One handler is one connection: it opens a second one only when told to.
/// </summary>
internal sealed class BareConnection(Uri address) : IDisposable
{
    private static readonly MediaTypeHeaderValue GrpcContent = new("application/grpc");

    private readonly Uri _method = new(address, "/bench.Bench/Unary");
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Calls Unary; null when the call failed. Any number of calls may run at once.</summary>
    public async Task<Payload?> UnaryAsync(Payload message)
    {
        using var content = new ByteArrayContent(message.ToFrame());
        content.Headers.ContentType = GrpcContent;
        using var request = new HttpRequestMessage(HttpMethod.Post, _method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        try
        {
            using var response = await _client.SendAsync(request, CancellationToken.None);
            if (response.StatusCode is not HttpStatusCode.OK) return null;
            var answer = await ReadAsync(response, message.FrameLength);
            return IsOk(response) ? answer : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Reads the body to its end: only then are the trailers there. An echo is as long as the request; room for one more byte tells the end.</summary>
    private static async Task<Payload?> ReadAsync(HttpResponseMessage response, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            using var body = await response.Content.ReadAsStreamAsync();
            var filled = 0;
            while (filled < buffer.Length && await body.ReadAsync(buffer.AsMemory(filled)) is > 0 and var read) filled += read;
            return Payload.FromFrame(buffer.AsSpan(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsOk(HttpResponseMessage response) =>
        response.TrailingHeaders.NonValidated.TryGetValues("grpc-status", out var values) && values.ToString() == "0";
}
