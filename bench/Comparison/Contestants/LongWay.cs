using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Comparison.Contestants;

/// <summary>
/// A long way to a server: what either end sends reaches the other a fixed time later, however much is under way. Ends its connections on disposal.
/// </summary>
internal sealed class LongWay : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Uri _server;
    private readonly TimeSpan _oneWay;
    private readonly Task _accepting;

    public LongWay(Uri server, TimeSpan oneWay)
    {
        _server = server;
        _oneWay = oneWay;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The server, as seen from afar.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(JoinAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _server.Port, _ended.Token);
                await Task.WhenAll(CarryAsync(near.GetStream(), far.GetStream()), CarryAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                // One end has closed the connection; the other sees it closed.
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var underWay = Channel.CreateUnbounded<(long SentAt, ReadOnlyMemory<byte> Bytes)>();
        var delivering = DeliverAsync(underWay.Reader, to);
        while (true)
        {
            var chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes);
            var length = await from.ReadAsync(chunk, _ended.Token);
            if (length == 0) break;
            underWay.Writer.TryWrite((Stopwatch.GetTimestamp(), chunk.AsMemory(0, length)));
        }

        underWay.Writer.Complete();
        await delivering;
    }

    private async Task DeliverAsync(ChannelReader<(long SentAt, ReadOnlyMemory<byte> Bytes)> underWay, NetworkStream to)
    {
        await foreach (var (sentAt, bytes) in underWay.ReadAllAsync(_ended.Token))
        {
            var left = _oneWay - Stopwatch.GetElapsedTime(sentAt);
            if (left > TimeSpan.Zero) await Task.Delay(left, _ended.Token);
            await to.WriteAsync(bytes, _ended.Token);
        }

        to.Socket.Shutdown(SocketShutdown.Send);
    }
}
