using System.Runtime.InteropServices;
using Kestrel;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// Kestrel alone: no host, no middleware, no logging, no HttpContext. What is left is what any gRPC library on Kestrel pays at least.
// Usage: Kestrel --port PORT [--inline]
// --inline runs the application on the socket's own thread: an option that Kestrel names unsafe, because one blocking handler then stops its connections.
var port = int.Parse(args[Array.IndexOf(args, "--port") + 1]);
using var services = new ServiceCollection().BuildServiceProvider();
var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
options.Limits.MinRequestBodyDataRate = null;
options.Limits.MinResponseDataRate = null;
options.ListenLocalhost(port, static endpoint => endpoint.Protocols = HttpProtocols.Http2);

var sockets = new SocketTransportOptions { UnsafePreferInlineScheduling = args.Contains("--inline", StringComparer.Ordinal) };
var transport = new SocketTransportFactory(Options.Create(sockets), NullLoggerFactory.Instance);
using var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
await server.StartAsync(new EchoApplication(), CancellationToken.None);
Console.WriteLine($"listening on http://127.0.0.1:{port}");

using var stopped = new SemaphoreSlim(0);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stopped.WaitAsync();
await server.StopAsync(CancellationToken.None);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopped.Release();
}
