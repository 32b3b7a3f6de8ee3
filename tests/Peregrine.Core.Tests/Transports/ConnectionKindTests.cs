using System.Net;
using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class TcpConnectionTests : ByteConnectionContract
{
    [Fact]
    public async Task The_peer_is_named_as_gRPC_names_it()
    {
        var (client, server) = await Loopback.ConnectAsync("http://127.0.0.1:0");
        Assert.Equal($"ipv4:127.0.0.1:{((IPEndPoint)client.Peer.LocalEndPoint!).Port}", server.Peer.Remote);
        Assert.Equal(client.Peer.Remote, server.Peer.Local);
        Assert.Equal("tcp", client.Peer.Transport);
        Assert.False(client.Peer.IsSecure);
        client.Abort();
        server.Abort();
    }

    [Fact]
    public async Task A_send_that_completes_at_once_allocates_nothing()
    {
        var (client, server) = await Loopback.ConnectAsync("http://127.0.0.1:0");
        List<ReadOnlyMemory<byte>> one = [new byte[10]];
        List<ReadOnlyMemory<byte>> three = [new byte[10], new byte[10], new byte[10]];
        Send(20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        client.Abort();
        server.Abort();

        void Send(int times)
        {
            for (var i = 0; i < times; i++)
            {
                if (!client.SendAsync(one, default).IsCompletedSuccessfully) Assert.Fail("a small send waited");
                if (!client.SendAsync(three, default).IsCompletedSuccessfully) Assert.Fail("a small send waited");
            }
        }
    }

    protected override Task<(ByteConnection A, ByteConnection B)> ConnectAsync() => Loopback.ConnectAsync("http://127.0.0.1:0");
}

public class UnixConnectionTests : ByteConnectionContract
{
    [Fact]
    public async Task The_peer_of_a_client_is_the_path()
    {
        var path = Loopback.TemporaryPath();
        var (client, server) = await Loopback.ConnectAsync($"unix:{path}");
        Assert.Equal($"unix:{path}", client.Peer.Remote);
        Assert.Equal($"unix:{path}", server.Peer.Local);
        Assert.Equal("unix:", server.Peer.Remote);
        Assert.Equal("unix", client.Peer.Transport);
        client.Abort();
        server.Abort();
    }

    protected override Task<(ByteConnection A, ByteConnection B)> ConnectAsync() => Loopback.ConnectAsync($"unix:{Loopback.TemporaryPath()}");
}

public class StreamConnectionTests : ByteConnectionContract
{
    [Fact]
    public void A_stream_of_one_direction_is_refused() =>
        Assert.Throws<ArgumentException>(() => new StreamConnection(new MemoryStream([], writable: false)));

    protected override async Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        var server = await listener.AcceptSocketAsync();
        return (new StreamConnection(new NetworkStream(client, ownsSocket: true)), new StreamConnection(new NetworkStream(server, ownsSocket: true)));
    }
}

/// <summary>Sockets on the thread pool of .NET: what runs where there is no poll loop.</summary>
public class PooledSocketTests : ByteConnectionContract
{
    protected override async Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        return (new SocketConnection(client), new SocketConnection(await listener.AcceptSocketAsync()));
    }
}

/// <summary>Sockets on our own poll loop, where the kernel has one that we know.</summary>
public class PolledSocketTests : ByteConnectionContract
{
    [Fact]
    public async Task The_end_of_the_peer_that_comes_with_its_last_bytes_is_seen()
    {
        for (var i = 0; i < 200; i++)
        {
            var (a, b) = await ConnectAsync();
            var buffer = new byte[100];
            await a.SendAsync([new byte[7]], default);
            var closing = a.DisposeAsync(); // the bytes and the end arrive together, mostly

            Assert.Equal(7, await b.ReceiveAsync(buffer, default));
            Assert.Equal(0, await b.ReceiveAsync(buffer, default));
            await b.DisposeAsync();
            await closing;
        }
    }

    protected override async Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        return (SocketTransport.Wrap(client, TimeProvider.System), SocketTransport.Wrap(await listener.AcceptSocketAsync(), TimeProvider.System));
    }
}

public class TlsOverTcpTests : ByteConnectionContract
{
    protected override async Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        var (client, server) = await Loopback.ConnectAsync("http://127.0.0.1:0");
        return await TlsConnectionTests.HandshakeAsync(client, server);
    }
}

public class TlsInMemoryTests : ByteConnectionContract
{
    protected override async Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        var (client, server) = MemoryConnection.CreatePair();
        return await TlsConnectionTests.HandshakeAsync(client, server);
    }
}

public class MemoryConnectionTests : ByteConnectionContract
{
    [Fact]
    public async Task A_send_does_not_run_the_receivers_code_on_the_senders_stack()
    {
        var (client, server) = MemoryConnection.CreatePair();
        using var sent = new ManualResetEventSlim();
        var receiver = Task.Run(async () =>
        {
            var received = await server.ReceiveAsync(new byte[10], default).ConfigureAwait(false);
            sent.Wait(); // for good, if the sender were below on this stack
            return received;
        });

        await client.SendAsync([new byte[3]], default);
        sent.Set();

        Assert.Equal(3, await receiver);
    }

    [Fact]
    public async Task A_full_pair_makes_the_sender_wait_until_something_is_received()
    {
        var (client, server) = MemoryConnection.CreatePair(capacity: 4);
        var sending = client.SendAsync([new byte[] { 1, 2, 3, 4, 5, 6 }], default).AsTask();
        Assert.False(sending.IsCompleted);
        var buffer = new byte[4];
        Assert.Equal(4, await server.ReceiveAsync(buffer, default));
        await sending;
        Assert.Equal(2, await server.ReceiveAsync(buffer, default));
        Assert.Equal([5, 6], buffer[..2]);
    }

    [Fact]
    public async Task A_cancelled_send_that_waits_ends()
    {
        var (client, _) = MemoryConnection.CreatePair(capacity: 1);
        using var source = new CancellationTokenSource();
        var sending = client.SendAsync([new byte[2]], source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Sending_to_a_closed_peer_fails()
    {
        var (client, server) = MemoryConnection.CreatePair();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(async () => await client.SendAsync([new byte[1]], default));
    }

    [Fact]
    public async Task The_peer_of_an_abort_fails_too()
    {
        var (client, server) = MemoryConnection.CreatePair();
        client.Abort();
        await Assert.ThrowsAsync<IOException>(async () => await server.ReceiveAsync(new byte[1], default));
    }

    protected override Task<(ByteConnection A, ByteConnection B)> ConnectAsync()
    {
        var (client, server) = MemoryConnection.CreatePair();
        return Task.FromResult<(ByteConnection, ByteConnection)>((client, server));
    }
}
