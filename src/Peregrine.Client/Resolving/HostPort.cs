using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Peregrine.Client.Resolving;

/// <summary><c>host[:port]</c>, an IPv6 address in brackets when a port follows (RFC 3986 section 3.2).</summary>
internal readonly record struct HostPort(string Host, int? Port)
{
    public IPAddress? Ip => IPAddress.TryParse(Host, out var ip) ? ip : null;

    // RFC 6874 section 2, without escapes.
    private static readonly SearchValues<char> ZoneCharacters = SearchValues.Create("%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The host as the peer knows it: the zone of an IPv6 address means something on this machine only (RFC 6874 section 4).</summary>
    public HostPort WithoutZone => this with { Host = Host[..ZoneStart(Host)] };

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
        if (ip is null ? !TryNormalize(ref host) : host.AsSpan(ZoneStart(host)).ContainsAnyExcept(ZoneCharacters)) return false;
        result = new(host, port);
        return true;
    }

    private static int ZoneStart(string host) => host.IndexOf('%', StringComparison.Ordinal) is >= 0 and var start ? start : host.Length;

    // What is sent, looked up and checked against a certificate is ASCII: names in other scripts become their A-labels (RFC 5890).
    private static bool TryNormalize(ref string host)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns) return false;
        if (Ascii.IsValid(host)) return true;
        try
        {
            host = new IdnMapping().GetAscii(host);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>As written in a URL: brackets around IPv6.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }
}
