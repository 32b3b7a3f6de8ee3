using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>An attacker's connection: sends any bytes, and remembers how it was answered.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SemaphoreSlim _refusals = new(0);
    private string? _answer;
    private Task _reading = Task.CompletedTask;

    /// <summary>What the server said last before it closed, or what it did.</summary>
    public string? Answer => Volatile.Read(ref _answer);

    /// <summary>Whether the server has closed.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public static async Task<RawConnection> OpenAsync(int port, bool reads = true)
    {
        var connection = new RawConnection();
        if (!reads) connection._socket.ReceiveBufferSize = 4096;
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        if (reads) connection.Read();
        return connection;
    }

    /// <summary>Sends; false when the server has closed.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<bool> SendAsync(FrameScript script) => SendAsync(script.ToArray());

    /// <summary>Waits until the server has refused so many calls or has closed, or the time is over.</summary>
    public async Task WaitForRefusalsAsync(int count, TimeSpan most)
    {
        var limit = Task.Delay(most);
        for (; count > 0; count--) await Task.WhenAny(_refusals.WaitAsync(), _reading, limit);
    }

    /// <summary>Sends nothing more; the server closes, and does not wait for its handlers.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Starts to read, when it did not.</summary>
    public void Read() => _reading = ReadAsync();

    /// <summary>Waits until the server has closed, or the time is over.</summary>
    public async Task WaitForEndAsync(TimeSpan most)
    {
        await Task.WhenAny(_reading, Task.Delay(most));
        if (!_reading.IsCompleted) _answer ??= "none";
    }

    public void Dispose()
    {
        _socket.Dispose();
        _refusals.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var received)
            {
                filled += received;
                var used = 0;
                while (FrameLog.TryRead(buffer.AsSpan(used..filled), out var length) is { } frame)
                {
                    used += length;
                    Note(frame);
                }

                if (_answer is null && filled - used > 9 && buffer.AsSpan(used, 5).SequenceEqual("HTTP/"u8)) _answer = Encoding.Latin1.GetString(buffer, used, 12);
                buffer.AsSpan(used..filled).CopyTo(buffer);
                filled -= used;
            }

            _answer ??= "closed";
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            _answer ??= "cut";
        }
    }

    private void Note(WireFrame frame)
    {
        if (frame.Name == "GOAWAY") _answer = string.Create(CultureInfo.InvariantCulture, $"GOAWAY {(Peregrine.Http2.Http2ErrorCode)frame.UInt32(4)}: {Encoding.Latin1.GetString(frame.Payload.AsSpan(8))}");
        else if (frame is { Name: "HEADERS", EndStream: true })
        {
            _answer ??= "Trailers-Only: the message is refused";
            _refusals.Release();
        }
        else if (frame.Name == "DATA") _answer = "a message";
    }
}
