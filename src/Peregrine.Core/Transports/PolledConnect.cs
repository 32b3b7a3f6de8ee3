using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Peregrine.Transports;

/// <summary>
/// Connects a socket on a <see cref="PollLoop"/>. A socket that .NET connects asynchronously stays with .NET's own event thread, which then wakes for each
/// event of ours too: measured, that was half of the CPU of a client with one caller.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PolledConnect : IPollSource
{
    private readonly PolledSignal _writable = new();

    /// <summary>Connects; fails with the <see cref="SocketException"/> that .NET would give.</summary>
    public static async Task ConnectAsync(Socket socket, EndPoint endPoint, CancellationToken cancellationToken)
    {
        socket.Blocking = false;
        if (TryConnect(socket, endPoint)) return;

        var connect = new PolledConnect();
        var loop = PollLoop.Next();
        var id = loop.Add(socket.SafeHandle, connect);
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static connect => ((PolledConnect)connect!)._writable.Fire(), connect);
            await connect._writable.WaitAsync().ConfigureAwait(false);
            await Task.Yield(); // off the loop's thread: what follows may block
        }
        finally
        {
            loop.Remove(socket.SafeHandle, id);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != SocketError.Success) throw new SocketException((int)error);
    }

    void IPollSource.OnReady(uint events) => _writable.Fire();

    private static bool TryConnect(Socket socket, EndPoint endPoint)
    {
        try
        {
            socket.Connect(endPoint);
            return true;
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.IOPending)
        {
            return false;
        }
    }
}
