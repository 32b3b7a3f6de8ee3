using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

/// <summary>Real connections on this machine.</summary>
internal static class Loopback
{
    public static async Task<(ByteConnection A, ByteConnection B)> ConnectAsync(string address)
    {
        await using var listener = await SocketListener.BindAsync(ServerAddress.Parse(address));
        return (await DialAsync(listener), (await listener.AcceptAsync(default))!);
    }

    public static async Task<ByteConnection> DialAsync(ByteListener listener, int endPoint = 0)
    {
        var target = listener.BoundAddress.EndPoints[endPoint];
        var socket = new Socket(target.AddressFamily, SocketType.Stream, target.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        await socket.ConnectAsync(target);
        return new SocketConnection(socket);
    }

    public static string TemporaryPath() => Path.Combine(Path.GetTempPath(), $"pg-{Guid.NewGuid():N}.sock");
}
