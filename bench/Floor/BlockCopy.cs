using System.Buffers.Binary;
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
        using var socket = Blocking.Connect(arguments.Address);
        var up = arguments.Kind == "clientstream";
        var hello = new byte[HelloLength];
        hello[0] = up ? Up : Down;
        BinaryPrimitives.WriteInt32BigEndian(hello.AsSpan(1), arguments.PayloadBytes);
        Blocking.SendAll(socket, hello);
        var block = new byte[arguments.PayloadBytes];
        return await run.MeasureAsync(arguments, callers: 1, _ =>
        {
            for (var start = LoadRun.Now; !run.IsOver; start = run.Record(start))
            {
                if (up) Blocking.SendAll(socket, block);
                else Blocking.ReceiveAll(socket, block);
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
        if (!Blocking.ReceiveAll(socket, hello)) return;
        var block = new byte[BinaryPrimitives.ReadInt32BigEndian(hello.AsSpan(1))];
        if (hello[0] == Up) while (Blocking.ReceiveAll(socket, block)) { }
        else while (true) Blocking.SendAll(socket, block);
    }
}
