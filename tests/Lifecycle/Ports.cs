using System.Net;
using System.Net.Sockets;

namespace Lifecycle;

/// <summary>Ports that nobody uses now; a server that is started again needs the same one.</summary>
internal static class Ports
{
    public static int[] Take(int count)
    {
        var sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        var ports = Array.ConvertAll(sockets, socket => ((IPEndPoint)socket.LocalEndPoint!).Port);
        foreach (var socket in sockets) socket.Dispose();
        return ports;
    }
}
