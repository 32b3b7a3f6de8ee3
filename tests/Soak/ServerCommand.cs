using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Peregrine;
using Peregrine.Transports;

namespace Soak;

/// <summary>
/// The server's process: plaintext, TLS and a Unix socket. It says where it listens, then answers each line of its standard input: <c>sample</c> by what it uses now,
/// <c>collect</c> by the same after a full collection. It stops when the input ends.
/// </summary>
internal static class ServerCommand
{
    public static async Task RunAsync(string certificateFile, string socketPath)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(certificateFile, null);
        await using var server = new GrpcServer(new GrpcServerOptions
        {
            Tls = new TlsServerOptions { Certificate = certificate },
            LoggerFactory = NullLoggerFactory.Instance, // handlers throw because they are asked to
        });
        server.Add(new SoakService());
        var plain = await server.StartAsync("http://127.0.0.1:0");
        var secure = await server.StartAsync("https://127.0.0.1:0");
        await server.StartAsync("unix:" + socketPath);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{((IPEndPoint)plain.EndPoint).Port} {((IPEndPoint)secure.EndPoint).Port}"));

        while (await Console.In.ReadLineAsync() is { } question)
        {
            if (question == "collect") Footprint.Collect();
            Console.WriteLine(Footprint.Now());
        }
    }
}
