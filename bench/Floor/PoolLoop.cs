using System.Net.Sockets;

namespace Floor;

/// <summary>The floor on portable sockets: each completion comes from the runtime's socket engine over the thread pool.</summary>
internal static class PoolLoop
{
    private const int InputSize = 128 * 1024;

    public static async Task RunAsync(Socket listener)
    {
        while (true)
        {
            var socket = await listener.AcceptAsync();
            _ = ServeAsync(socket);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        socket.NoDelay = true;
        var echo = new FrameEcho();
        var input = new byte[InputSize];
        var filled = 0;
        try
        {
            while (await socket.ReceiveAsync(input.AsMemory(filled)) is > 0 and var received)
            {
                filled += received;
                var used = echo.Receive(input.AsSpan(0, filled));
                input.AsSpan(used, filled - used).CopyTo(input);
                filled -= used;
                await SendAllAsync(socket, echo.Output);
                echo.Sent();
            }
        }
        catch (SocketException)
        {
            // The peer went away without saying so; nothing is left to answer.
        }
    }

    private static async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> output)
    {
        while (output.Length > 0) output = output[await socket.SendAsync(output)..];
    }
}
