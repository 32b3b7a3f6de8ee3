using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Measuring;

namespace Floor;

/// <summary>
/// Blocks of bytes over a bare socket, one after the other, blocking: what no protocol on a socket can be faster than. The client says in five bytes which way (see <see cref="Up"/>)
/// and how long a block is.
/// </summary>
internal static class BlockCopy
{
    private const byte Down = 0, Up = 1;
    private const int HelloLength = 5;

    public static async Task<LoadResult> MeasureAsync(LoadArguments arguments, LoadRun run)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, arguments.Address.Port));
        var up = arguments.Kind == "clientstream";
        var hello = new byte[HelloLength];
        hello[0] = up ? Up : Down;
        BinaryPrimitives.WriteInt32BigEndian(hello.AsSpan(1), arguments.PayloadBytes);
        Send(socket, hello);
        var block = new byte[arguments.PayloadBytes];
        return await run.MeasureAsync(arguments, callers: 1, _ =>
        {
            for (var start = LoadRun.Now; !run.IsOver; start = run.Record(start))
            {
                if (up) Send(socket, block);
                else Receive(socket, block);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Serves one client after the other, without end.</summary>
    public static void Serve(Socket listener)
    {
        while (true)
        {
            using var socket = listener.Accept();
            try
            {
                Serve(socket, new byte[HelloLength]);
            }
            catch (SocketException)
            {
                // The client is done.
            }
        }
    }

    private static void Serve(Socket socket, byte[] hello)
    {
        if (!Receive(socket, hello)) return;
        var block = new byte[BinaryPrimitives.ReadInt32BigEndian(hello.AsSpan(1))];
        if (hello[0] == Up) while (Receive(socket, block)) { }
        else while (true) Send(socket, block);
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[socket.Send(bytes)..];
    }

    /// <summary>Fills the whole span; false when the peer has ended before.</summary>
    private static bool Receive(Socket socket, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var received = socket.Receive(bytes);
            if (received == 0) return false;
            bytes = bytes[received..];
        }

        return true;
    }
}
