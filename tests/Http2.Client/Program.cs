using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Http2.Client;
using Peregrine.Transports;

var url = new Argument<Uri>("URL")
{
    Description = "http:// is fetched as HTTP/2 with prior knowledge, https:// by ALPN.",
    CustomParser = static result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https") return parsed;
        result.AddError($"'{result.Tokens[0].Value}' is no http:// or https:// URL.");
        return null;
    },
};
var insecure = new Option<bool>("--insecure") { Description = "Accept any certificate." };
var root = new RootCommand("Fetches a URL with Peregrine's bare HTTP/2 engine. Exits 0 only on a complete answer with status 2xx.") { url, insecure };

root.SetAction(async (arguments, cancellation) =>
{
    var target = arguments.GetValue(url)!;
    try
    {
        var fetch = new FetchingConnection(await ConnectAsync(target, arguments.GetValue(insecure), cancellation), target);
        await fetch.RunAsync().WaitAsync(TimeSpan.FromSeconds(30), cancellation);
        if (fetch is { IsComplete: true, Status: >= 200 and <= 299 })
        {
            Console.WriteLine($"{fetch.Status}, {fetch.Length} bytes");
            return 0;
        }
        Console.Error.WriteLine(fetch.IsComplete ? $"status {fetch.Status}, {fetch.Length} bytes" : fetch.Problem);
    }
    catch (Exception exception) when (exception is ConnectFailedException or TimeoutException or IOException or SocketException)
    {
        Console.Error.WriteLine(exception.Message);
    }
    return 1;
});

return await root.Parse(args).InvokeAsync();

static Task<ByteConnection> ConnectAsync(Uri url, bool insecure, CancellationToken cancellation)
{
    EndPoint endPoint = IPAddress.TryParse(url.DnsSafeHost, out var ip) ? new IPEndPoint(ip, url.Port) : new DnsEndPoint(url.DnsSafeHost, url.Port);
    var tls = url.Scheme == "https" ? new TlsClientOptions { ServerValidation = insecure ? (_, certificate, _, _) => certificate is not null : null } : null;
    return ClientConnector.ConnectAsync(new ConnectTarget(url.Authority, endPoint) { Host = url.DnsSafeHost }, new ConnectOptions { Tls = tls }, cancellation);
}
