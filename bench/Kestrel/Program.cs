using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Kestrel;
using Measuring;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// Kestrel alone: no host, no middleware, no logging, no HttpContext. What is left is what any gRPC library on Kestrel pays at least.
// --inline runs the application on the socket's own thread: an option that Kestrel names unsafe, because one blocking handler then stops its connections.
if (ServerArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync($"Usage: Kestrel {ServerArguments.Usage} [--inline]");
    return 2;
}

// Only TLS needs services: Kestrel takes what it measures itself by from there.
var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
await using var services = builder.Build();
var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services.Services };
options.Limits.MaxRequestBodySize = null;
options.Limits.MinRequestBodyDataRate = null;
options.Limits.MinResponseDataRate = null;
options.Listen(IPAddress.Loopback, arguments.Port, endpoint =>
{
    endpoint.Protocols = HttpProtocols.Http2;
    if (arguments.CertificateFile is { } file) endpoint.UseHttps(X509Certificate2.CreateFromPemFile(file, arguments.KeyFile));
});

var sockets = new SocketTransportOptions { UnsafePreferInlineScheduling = args.Contains("--inline", StringComparer.Ordinal) };
var transport = new SocketTransportFactory(Options.Create(sockets), NullLoggerFactory.Instance);
using var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
await server.StartAsync(new EchoApplication(), CancellationToken.None);
Console.WriteLine($"listening on {arguments.Address}");
ServerQuestions.AnswerInBackground();

using var stopped = new SemaphoreSlim(0);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stopped.WaitAsync();
await server.StopAsync(CancellationToken.None);
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopped.Release();
}
