using System.CommandLine;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Http2.Server;
using Peregrine.TestKit;
using Peregrine.Transports;

var port = new Option<int>("--port") { Description = "The port; 0 takes a free one." };
var useTls = new Option<bool>("--tls") { Description = "TLS instead of plaintext." };
var certificate = new Option<string?>("--cert_file") { Description = "PEM file of the certificate. Default: one made for localhost." };
var key = new Option<string?>("--key_file") { Description = "PEM file of the certificate's key." };
var root = new RootCommand("Peregrine's bare HTTP/2 engine on loopback: answers GET / after 30 ms with 200 and 20 bytes.") { port, useTls, certificate, key };

root.SetAction(async (arguments, cancellation) =>
{
    var isSecure = arguments.GetValue(useTls);
    var tls = isSecure ? new TlsServerOptions { Certificate = CertificateOf(arguments.GetValue(certificate), arguments.GetValue(key)) } : null;
    var address = ServerAddress.Parse($"{(isSecure ? "https" : "http")}://127.0.0.1:{arguments.GetValue(port)}");
    await using var listener = await SocketListener.BindAsync(address, cancellationToken: cancellation);
    Console.WriteLine($"listening on {((IPEndPoint)listener.BoundAddress.EndPoint).Port}");

    try
    {
        while (await listener.AcceptAsync(cancellation) is { } connection) _ = ServeAsync(connection, tls);
    }
    catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
    {
        // Interrupted.
    }
});

return await root.Parse(args).InvokeAsync();

static X509Certificate2 CertificateOf(string? certificate, string? key) =>
    certificate is null ? TestCertificates.Shared.Localhost() : X509Certificate2.CreateFromPemFile(certificate, key);

static async Task ServeAsync(ByteConnection connection, TlsServerOptions? tls)
{
    try
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var bytes = tls is null ? connection : await TlsConnection.AuthenticateAsServerAsync(connection, tls, patience.Token);
        await new AnsweringConnection(bytes).RunAsync();
    }
    catch (Exception exception)
    {
        await Console.Error.WriteLineAsync($"{connection.Peer.Remote}: {TransportErrors.Describe(exception)}");
    }
}
