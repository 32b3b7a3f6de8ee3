using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

/// <summary>A server on loopback that treats its one connection as a test says, and then closes it.</summary>
internal sealed class FixtureServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _work;
    private Socket? _accepted;

    private FixtureServer(Func<Socket, Task> serve)
    {
        _listener.Start();
        _work = RunAsync(serve);
    }

    public static FixtureServer Scripted(Func<ByteConnection, Task> script) => new(async socket =>
    {
        await using var connection = new SocketConnection(socket);
        await script(connection);
    });

    public static FixtureServer SslStream(SslServerAuthenticationOptions options) => new(async socket =>
    {
        await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsServerAsync(options);
        await tls.CopyToAsync(Stream.Null);
    });

    public static FixtureServer Tls(X509Certificate2 certificate) => new(async socket =>
    {
        await using var tls = await TlsConnection.AuthenticateAsServerAsync(new SocketConnection(socket), new() { Certificate = certificate }, default);
        await tls.ReceiveAsync(new byte[1], default);
    });

    public ConnectTarget Target(string host = "localhost") => new($"{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}", _listener.LocalEndpoint);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _accepted?.Dispose();
        await _work;
    }

    private async Task RunAsync(Func<Socket, Task> serve)
    {
        try
        {
            _accepted = await _listener.AcceptSocketAsync();
            await serve(_accepted);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            // The client under test has turned away, which is what most of these tests are about.
        }
    }
}
