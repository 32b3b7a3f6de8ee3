using System.Net;
using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class SocketListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    [InlineData("http://localhost:0")]
    [InlineData("http://*:0")]
    public async Task Port_zero_becomes_the_port_that_was_given(string text)
    {
        await using var listener = await BindAsync(text);
        Assert.NotEqual(0, listener.BoundAddress.Address.Port);
        Assert.All(listener.BoundAddress.EndPoints, endPoint => Assert.Equal(listener.BoundAddress.Address.Port, ((IPEndPoint)endPoint).Port));
        Assert.EndsWith($":{listener.BoundAddress.Address.Port}", listener.BoundAddress.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Localhost_accepts_on_both_loopbacks()
    {
        await using var listener = await BindAsync("http://localhost:0");
        Assert.Equal(Socket.OSSupportsIPv6 ? 2 : 1, listener.BoundAddress.EndPoints.Count);
        for (var i = 0; i < listener.BoundAddress.EndPoints.Count; i++)
        {
            var client = await Loopback.DialAsync(listener, i);
            var server = await listener.AcceptAsync(Token);
            Assert.Equal(client.Peer.Local, server!.Peer.Remote);
            client.Abort();
            server.Abort();
        }
    }

    [Fact]
    public async Task Any_address_accepts_IPv4_and_names_it_so()
    {
        await using var listener = await BindAsync("http://*:0");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, listener.BoundAddress.Address.Port, Token);
        var server = await listener.AcceptAsync(Token);
        Assert.StartsWith("ipv4:127.0.0.1:", server!.Peer.Remote, StringComparison.Ordinal);
        server.Abort();
    }

    [Fact]
    public async Task A_host_name_is_resolved()
    {
        await using var listener = await BindAsync($"http://{Dns.GetHostName()}:0");
        Assert.NotEmpty(listener.BoundAddress.EndPoints);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_an_error_that_says_so()
    {
        var exception = await Assert.ThrowsAsync<IOException>(() => BindAsync("http://no-such-host.invalid:0"));
        Assert.Contains("'no-such-host.invalid' does not resolve", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_names_the_address_and_a_fix()
    {
        await using var first = await BindAsync("http://127.0.0.1:0");
        var exception = await Assert.ThrowsAsync<IOException>(() => BindAsync(first.BoundAddress.Text));
        Assert.Equal($"Cannot listen on {first.BoundAddress.Text}: address already in use (EADDRINUSE). Another process listens there; stop it, choose another port, or port 0 for any free one.", exception.Message);
    }

    [Fact]
    public async Task Accept_returns_null_once_the_listener_is_disposed()
    {
        var listener = await BindAsync("http://localhost:0");
        var pending = listener.AcceptAsync(Token).AsTask();
        await listener.DisposeAsync();
        Assert.Null(await pending);
        Assert.Null(await listener.AcceptAsync(Token));
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1:0")]
    public async Task A_cancelled_accept_loses_no_connection(string address)
    {
        await using var listener = await BindAsync(address);
        using var source = new CancellationTokenSource();
        var pending = listener.AcceptAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        var client = await Loopback.DialAsync(listener);
        Assert.NotNull(await listener.AcceptAsync(Token));
        client.Abort();
    }

    [Fact]
    public async Task The_socket_file_goes_with_its_listener()
    {
        var path = Loopback.TemporaryPath();
        var listener = await BindAsync($"unix:{path}");
        Assert.True(File.Exists(path));
        Assert.Equal($"unix:{path}", listener.BoundAddress.Text);
        await listener.DisposeAsync();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_stale_socket_file_is_replaced()
    {
        var path = Loopback.TemporaryPath();
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept"); // disposing the socket removes the file it made
        }

        File.Move(path + ".kept", path);
        await using var listener = await BindAsync($"unix:{path}");
        var client = await Loopback.DialAsync(listener);
        Assert.NotNull(await listener.AcceptAsync(Token));
        client.Abort();
    }

    [Fact]
    public async Task A_socket_file_that_is_alive_is_left_alone()
    {
        var path = Loopback.TemporaryPath();
        await using var first = await BindAsync($"unix:{path}");
        var exception = await Assert.ThrowsAsync<IOException>(() => BindAsync($"unix:{path}"));
        Assert.Contains("Another process listens there", exception.Message, StringComparison.Ordinal);
        var client = await Loopback.DialAsync(first);
        client.Abort();
    }

    [Theory]
    [InlineData("")]
    [InlineData("precious")]
    public async Task An_ordinary_file_in_the_way_is_left_alone(string content)
    {
        var path = Loopback.TemporaryPath();
        await File.WriteAllTextAsync(path, content, Token);
        var exception = await Assert.ThrowsAsync<IOException>(() => BindAsync($"unix:{path}"));
        Assert.Contains("not a socket", exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path, Token));
        File.Delete(path);
    }

    [Fact]
    public async Task An_abstract_name_leaves_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Abstract sockets exist on Linux only.");
        var name = $"pg-{Guid.NewGuid():N}";
        await using var listener = await BindAsync($"unix-abstract:{name}");
        var client = await Loopback.DialAsync(listener);
        Assert.Equal($"unix-abstract:{name}", client.Peer.Remote);
        Assert.NotNull(await listener.AcceptAsync(Token));
        Assert.False(File.Exists(name));
        client.Abort();
    }

    private static Task<SocketListener> BindAsync(string text) => SocketListener.BindAsync(ServerAddress.Parse(text), cancellationToken: Token);
}
