using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Peregrine.Transports;

/// <summary>Chooses how sockets are driven: by our own poll loop where the kernel has one that we know, else by the thread pool of .NET.</summary>
internal static class SocketTransport
{
    /// <summary>The switch (runtimeconfig or <see cref="AppContext"/>) that turns the poll loop off.</summary>
    public const string Switch = "Peregrine.UsePollLoop";

    // Linux on x64: there the layout of epoll_event is the one that Epoll declares.
    private static readonly bool s_polls = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && (!AppContext.TryGetSwitch(Switch, out var wanted) || wanted);

    public static async ValueTask ConnectAsync(Socket socket, EndPoint endPoint, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux() && s_polls) await PolledConnect.ConnectAsync(socket, endPoint, cancellationToken).ConfigureAwait(false);
        else await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
    }

    public static SocketConnection Wrap(Socket socket, TimeProvider time)
    {
        if (OperatingSystem.IsLinux() && s_polls) return new PolledConnection(socket, time);

        return new SocketConnection(socket, time);
    }
}
