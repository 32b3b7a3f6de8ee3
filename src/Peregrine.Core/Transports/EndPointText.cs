using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>Writes an endpoint as gRPC names it (naming.md): <c>ipv4:</c>, <c>ipv6:</c>, <c>unix:</c>, <c>unix-abstract:</c>.</summary>
internal static class EndPointText
{
    public static string Format(EndPoint? endPoint) => endPoint switch
    {
        null => "unknown",
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } ip => $"ipv4:{ip.Address.MapToIPv4()}:{ip.Port}",
        IPEndPoint { AddressFamily: AddressFamily.InterNetwork } ip => $"ipv4:{ip.Address}:{ip.Port}",
        IPEndPoint ip => $"ipv6:[{ip.Address}]:{ip.Port}",
        UnixDomainSocketEndPoint unix => FormatUnix(unix.ToString()),
        _ => endPoint.ToString() ?? "unknown",
    };

    // The runtime writes the leading zero byte of an abstract name as '@'.
    private static string FormatUnix(string path) => path.StartsWith('@') ? $"unix-abstract:{path[1..]}" : $"unix:{path}";
}
