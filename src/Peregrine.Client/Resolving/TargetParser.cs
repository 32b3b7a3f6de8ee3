using System.Net;
using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Client.Resolving;

/// <summary>Reads <see cref="Target"/>s, scheme by scheme.</summary>
internal static class TargetParser
{
    private const string Forms = "http://localhost:5000, https://api.example, dns:///api.example:443, unix:/run/my.sock or ipv4:10.0.0.1:5000,10.0.0.2:5000";

    public static Target Parse(string text, int defaultPort)
    {
        if (text.Length == 0) throw new FormatException($"The address of the channel is empty. Write one such as {Forms}.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        var rest = text[(colon + 1)..];
        return scheme switch
        {
            "http" when rest.StartsWith("//", StringComparison.Ordinal) => ParseUrl(text, rest[2..], 80, usesTls: false),
            "https" when rest.StartsWith("//", StringComparison.Ordinal) => ParseUrl(text, rest[2..], 443, usesTls: true),
            "dns" => ParseDns(text, rest, defaultPort),
            "unix" => ParseUnix(text, rest),
            "unix-abstract" => rest.Length > 0 ? MakeUnix(text, text, "\0" + rest) : throw Wrong(text, "it has no name; write unix-abstract:NAME"),
            "ipv4" => ParseList(text, rest, defaultPort, AddressFamily.InterNetwork),
            "ipv6" => ParseList(text, rest, defaultPort, AddressFamily.InterNetworkV6),
            "static" => ParseList(text, rest.StartsWith("///", StringComparison.Ordinal) ? rest[3..] : rest, defaultPort, AddressFamily.Unspecified),
            "xds" or "vsock" => throw Wrong(text, $"the scheme '{scheme}' is not supported yet"),
            _ => ParseBare(text, defaultPort),
        };
    }

    private static Target ParseUrl(string text, string authority, int defaultPort, bool usesTls)
    {
        if (authority.EndsWith('/')) authority = authority[..^1];
        if (authority.AsSpan().ContainsAny("/?#")) throw Wrong(text, "it has a path, and a gRPC service lives at the root of its host; remove what follows the host and port");
        if (authority.Contains('@', StringComparison.Ordinal)) throw Wrong(text, "it has a user name; pass credentials in the options of the channel");
        return HostPort.TryParse(authority, out var host) ? Target.ForHost(text, host, defaultPort, usesTls) : throw WrongHost(text, authority);
    }

    private static Target ParseDns(string text, string rest, int defaultPort)
    {
        // dns:[//authority/]host[:port]
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            if (slash < 0) throw Wrong(text, $"a slash is missing; write dns:///{rest[2..]}");
            if (slash > 2) throw Wrong(text, $"it names the DNS server '{rest[2..slash]}', and only the name servers of this machine can be asked; write dns:///{rest[(slash + 1)..]}");
            rest = rest[3..];
        }

        return HostPort.TryParse(rest, out var host) ? Target.ForHost(text, host, defaultPort, usesTls: null) : throw WrongHost(text, rest);
    }

    private static Target ParseUnix(string text, string rest)
    {
        // unix:path, unix:///absolute
        var path = rest.StartsWith("///", StringComparison.Ordinal) ? rest[2..] : rest;
        if (path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal)) throw Wrong(text, "it has no path; write unix:/run/my.sock");
        return MakeUnix(text, $"unix:{path}", path);
    }

    private static Target MakeUnix(string text, string name, string path) => UnixSocketPath.TryMake(path, out var endPoint)
        ? Target.ForUnix(text, name, endPoint)
        : throw Wrong(text, "its path is longer than a Unix socket can have here (108 bytes on Linux); use a shorter one");

    private static Target ParseList(string text, string rest, int defaultPort, AddressFamily family)
    {
        List<Address> addresses = [];
        HostPort first = default;
        foreach (var item in rest.Split(','))
        {
            if (!HostPort.TryParse(item, out var host) || host.Ip is not { } ip) throw Wrong(text, $"'{item}' is not an IP address with a port; write 10.0.0.1:5000 or [::1]:5000, more of them after commas");
            if (family != AddressFamily.Unspecified && ip.AddressFamily != family) throw Wrong(text, $"'{item}' is of the other IP version");
            if (addresses.Count == 0) first = host;
            addresses.Add(new(new IPEndPoint(ip, host.Port ?? defaultPort)));
        }

        return Target.ForHost(text, first, defaultPort, usesTls: null) with { Name = addresses.Count == 1 ? (first with { Port = first.Port ?? defaultPort }).ToString() : text, Addresses = addresses };
    }

    private static Target ParseBare(string text, int defaultPort)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) throw Wrong(text, $"the scheme '{text[..scheme]}' is unknown");
        return HostPort.TryParse(text, out var host) ? Target.ForHost(text, host, defaultPort, usesTls: null) : throw WrongHost(text, text);
    }

    private static FormatException WrongHost(string text, string host) =>
        Wrong(text, $"'{host}' is not a host with a port; write HOST:PORT, where HOST is a name or an IP address ([::1] in brackets) and PORT is 1 to 65535");

    private static FormatException Wrong(string text, string why) => new($"The address '{text}' of the channel is not understood: {why}. Examples: {Forms}.");
}
