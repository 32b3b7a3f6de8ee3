using System.Net;

namespace HttpClientLoad;

/// <summary>
/// gRPC calls by hand over .NET's HTTP/2 client: what any gRPC library on <c>HttpClient</c> pays at least. <see cref="HttpMessageInvoker"/> leaves out what gRPC has no
/// use for (buffering, default headers, timeout), the handler's options likewise. One handler is one connection: it opens a second one only when told to.
/// </summary>
internal sealed class BareConnection(Uri address) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    });

    private readonly Uri _unary = new(address, "/bench.Bench/Unary");
    private readonly Uri _serverStream = new(address, "/bench.Bench/ServerStream");
    private readonly Uri _clientStream = new(address, "/bench.Bench/ClientStream");
    private readonly Uri _bidi = new(address, "/bench.Bench/Bidi");

    /// <summary>Calls Unary; null when the call failed. Any number of calls may run at once.</summary>
    public async Task<Payload?> UnaryAsync(Payload message)
    {
        using var content = new MessageContent(message);
        using var request = NewRequest(_unary, content);
        using var response = await _client.SendAsync(request, CancellationToken.None);
        using var body = new MessageReader(await response.Content.ReadAsStreamAsync());
        var answer = await body.ReadAsync();
        // Only after the end of the body the trailers are there.
        return await body.ReadAsync() is null && IsOk(response) ? answer : null;
    }

    /// <summary>Calls ServerStream and passes each message on; false when the call failed.</summary>
    public async Task<bool> ServerStreamAsync(Payload message, Action<Payload> receive, CancellationToken cancellation)
    {
        using var content = new MessageContent(message);
        using var request = NewRequest(_serverStream, content);
        return await ReceiveAsync(request, receive, cancellation);
    }

    /// <summary>Calls ClientStream: writes all messages, each flushed, and passes the answer on; false when the call failed.</summary>
    public async Task<bool> ClientStreamAsync(IEnumerable<Payload> messages, Action<Payload> receive, CancellationToken cancellation)
    {
        using var content = new StreamingContent(messages);
        using var request = NewRequest(_clientStream, content);
        return await ReceiveAsync(request, receive, cancellation);
    }

    /// <summary>Calls Bidi: writes all messages, each flushed, and meanwhile passes each answer on; false when the call failed.</summary>
    public async Task<bool> BidiAsync(IEnumerable<Payload> messages, Action<Payload> receive, CancellationToken cancellation)
    {
        using var content = new StreamingContent(messages);
        using var request = NewRequest(_bidi, content);
        return await ReceiveAsync(request, receive, cancellation);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage NewRequest(Uri method, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        return request;
    }

    private static bool IsOk(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK && response.TrailingHeaders.NonValidated.TryGetValues("grpc-status", out var values) && values.ToString() == "0";

    private async Task<bool> ReceiveAsync(HttpRequestMessage request, Action<Payload> receive, CancellationToken cancellation)
    {
        using var response = await _client.SendAsync(request, cancellation);
        using var body = new MessageReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await body.ReadAsync() is { } answer) receive(answer);
        return IsOk(response);
    }
}
