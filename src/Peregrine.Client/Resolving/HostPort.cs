using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Peregrine.Client.Resolving;

/// <summary><c>host[:port]</c>, an IPv6 address in brackets when a port follows (RFC 3986 section 3.2).</summary>
internal readonly record struct HostPort(string Host, int? Port)
{
    public IPAddress? Ip => IPAddress.TryParse(Host, out var ip) ? ip : null;

    public static bool TryParse(string text, out HostPort result)
    {
        result = default;
        var host = text;
        int? port = null;
        // More than one colon and no brackets: a bare IPv6 address.
        var isBareIpv6 = !text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != text.LastIndexOf(':');
        var colon = text.LastIndexOf(':');
        if (!isBareIpv6 && colon > text.LastIndexOf(']'))
        {
            if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return false;
            port = number;
            host = text[..colon];
        }

        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed) host = host[1..^1];
        var isIpv6 = IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;
        if (isIpv6 != (isBracketed || isBareIpv6)) return false;
        if (ip is null && Uri.CheckHostName(host) != UriHostNameType.Dns) return false;
        result = new(host, port);
        return true;
    }

    /// <summary>As written in a URL: brackets around IPv6.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }
}
