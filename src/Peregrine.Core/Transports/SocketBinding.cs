using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>From a <see cref="ServerAddress"/> to bound sockets.</summary>
internal static class SocketBinding
{
    private const int PortAttempts = 16;

    /// <summary>The IP addresses to bind; empty for Unix sockets.</summary>
    public static async ValueTask<IPAddress[]> ResolveAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        switch (address.Kind)
        {
            case ServerAddressKind.Ip:
                return [IPAddress.Parse(address.Host)];
            case ServerAddressKind.AnyIp:
                return [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
            case ServerAddressKind.Localhost:
                return Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
            case ServerAddressKind.HostName:
                try
                {
                    return await Dns.GetHostAddressesAsync(address.Host, cancellationToken).ConfigureAwait(false);
                }
                catch (SocketException exception)
                {
                    throw new IOException($"Cannot listen on {address}: the name '{address.Host}' does not resolve: {TransportErrors.Describe(exception)}. Use an IP address, localhost or *.", exception);
                }

            default:
                return [];
        }
    }

    /// <summary>Binds one socket for each address, all on one port. What was bound is in <paramref name="sockets"/> also when it throws.</summary>
    public static void Bind(ServerAddress address, IPAddress[] addresses, List<Socket> sockets)
    {
        if (addresses.Length == 0)
        {
            var path = address.Kind == ServerAddressKind.UnixAbstract ? "\0" + address.Host : address.Host;
            sockets.Add(BindOne(new UnixDomainSocketEndPoint(path)));
            return;
        }

        for (var attempt = 1; !TryBindAll(address, addresses, sockets, mayRetry: attempt < PortAttempts); attempt++)
        {
            foreach (var socket in sockets) socket.Dispose();
            sockets.Clear();
        }
    }

    /// <summary>One sentence and a fix.</summary>
    public static string Explain(ServerAddress address, SocketException exception)
    {
        var fix = exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse when address.Kind == ServerAddressKind.UnixAbstract => "Another process listens there; choose another name.",
            SocketError.AddressAlreadyInUse => "Another process listens there; stop it, choose another port, or port 0 for any free one.",
            SocketError.AddressNotAvailable => "The address belongs to no interface of this machine; use one that does, localhost or *.",
            SocketError.AccessDenied when address.Port is > 0 and < 1024 => "Ports below 1024 are reserved on most systems; choose a higher one or grant the right to bind it.",
            SocketError.AccessDenied => "The process lacks the right to bind there.",
            _ => "Check that the address exists on this machine.",
        };
        return $"Cannot listen on {address}: {TransportErrors.Describe(exception)}. {fix}";
    }

    // False: the free port that the first address got is taken on another one; try again with a new one.
    private static bool TryBindAll(ServerAddress address, IPAddress[] addresses, List<Socket> sockets, bool mayRetry)
    {
        var port = address.Port;
        foreach (var ip in addresses)
        {
            try
            {
                sockets.Add(BindOne(new IPEndPoint(ip, port)));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && address.Port == 0 && mayRetry)
            {
                return false;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported
                && address.Kind == ServerAddressKind.Localhost && ip.AddressFamily == AddressFamily.InterNetworkV6 && sockets.Count > 0)
            {
                continue; // The kernel has IPv6, the loopback interface has not: common in containers.
            }

            port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port; // not null: bound above
        }

        return true;
    }

    private static Socket BindOne(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, endPoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (endPoint is IPEndPoint ip && ip.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
