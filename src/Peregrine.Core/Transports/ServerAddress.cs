using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>What kind of place a <see cref="ServerAddress"/> is.</summary>
public enum ServerAddressKind
{
    /// <summary>One IP address.</summary>
    Ip,

    /// <summary>Every IPv4 and IPv6 address of the machine: <c>*</c>, <c>+</c> or <c>[::]</c>.</summary>
    AnyIp,

    /// <summary><c>localhost</c>: both loopback addresses.</summary>
    Localhost,

    /// <summary>A name to be resolved.</summary>
    HostName,

    /// <summary>A Unix socket in the file system.</summary>
    Unix,

    /// <summary>A Unix socket in Linux's abstract name space.</summary>
    UnixAbstract,
}

/// <summary>
/// Where a server listens. Forms: <c>http://HOST[:PORT]</c> and <c>https://HOST[:PORT]</c> with a name, an IP address, <c>localhost</c> or <c>*</c>
/// (port 0: any free one; without a port 80 or 443), <c>unix:PATH</c>, <c>unix-abstract:NAME</c>.
/// </summary>
public sealed record ServerAddress
{
    private ServerAddress(ServerAddressKind kind, string host, int port, bool isSecure)
    {
        Kind = kind;
        Host = host;
        Port = port;
        IsSecure = isSecure;
    }

    /// <summary>What kind of place it is.</summary>
    public ServerAddressKind Kind { get; }

    /// <summary>The host without brackets; for Unix sockets the path or the abstract name.</summary>
    public string Host { get; }

    /// <summary>The TCP port; 0 means any free one. Always 0 for Unix sockets.</summary>
    public int Port { get; init; }

    /// <summary>Whether it asks for TLS (<c>https</c>).</summary>
    public bool IsSecure { get; }

    /// <summary>Reads an address; throws <see cref="FormatException"/> that says what to write instead.</summary>
    public static ServerAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var address, out var problem) ? address : throw new FormatException(problem);
    }

    /// <summary>Reads an address without throwing; <paramref name="problem"/> says what is wrong and what to write instead.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? address, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = "";
        address = null;
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return TryParseUrl(text, 7, isSecure: false, out address, out problem);
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return TryParseUrl(text, 8, isSecure: true, out address, out problem);
        if (text.StartsWith("unix-abstract:", StringComparison.OrdinalIgnoreCase))
        {
            address = new(ServerAddressKind.UnixAbstract, text[14..], 0, isSecure: false);
            if (address.Host.Length == 0) problem = $"The address '{text}' has no name. Write unix-abstract:NAME.";
            else if (!UnixSocketPath.TryMake("\0" + address.Host, out _)) problem = TooLong(text);
        }
        else if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            var path = text[5..];
            if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
            address = new(ServerAddressKind.Unix, path, 0, isSecure: false);
            if (path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal)) problem = $"The address '{text}' has no path. Write unix:/run/my.sock.";
            else if (!UnixSocketPath.TryMake(path, out _)) problem = TooLong(text);
        }
        else
        {
            problem = DescribeUnknown(text);
        }

        if (problem.Length > 0) address = null;
        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ServerAddressKind.Unix => $"unix:{Host}",
        ServerAddressKind.UnixAbstract => $"unix-abstract:{Host}",
        _ => $"{(IsSecure ? "https" : "http")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}",
    };

    private static bool TryParseUrl(string text, int start, bool isSecure, [NotNullWhen(true)] out ServerAddress? address, out string problem)
    {
        address = null;
        var authority = text[start..];
        if (authority.EndsWith('/')) authority = authority[..^1];
        if (authority.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            problem = $"The address '{text}' mixes two forms. For a Unix socket write {authority}.";
            return false;
        }

        if (authority.AsSpan().ContainsAny('/', '?', '#') || authority.Contains('@', StringComparison.Ordinal))
        {
            problem = $"The address '{text}' has more than a host and a port. gRPC services have no base path: write {text[..start]}HOST:PORT.";
            return false;
        }

        if (!TrySplit(authority, isSecure ? 443 : 80, out var host, out var port, out var kind))
        {
            problem = $"The address '{text}' is not understood. Write {text[..start]}HOST:PORT, where HOST is a name, an IP address ([::1] in brackets), localhost or *, and PORT is 0 to 65535.";
            return false;
        }

        problem = "";
        address = new(kind, host, port, isSecure);
        return true;
    }

    private static bool TrySplit(string authority, int defaultPort, out string host, out int port, out ServerAddressKind kind)
    {
        kind = default;
        host = authority;
        port = defaultPort;
        var bracket = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        if (colon > bracket)
        {
            host = authority[..colon];
            var digits = authority.AsSpan(colon + 1);
            if (!ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            port = number;
        }

        if (bracket >= 0)
        {
            if (!host.StartsWith('[') || !host.EndsWith(']')) return false;
            host = host[1..^1];
            if (!IPAddress.TryParse(host, out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6) return false;
            kind = v6.Equals(IPAddress.IPv6Any) ? ServerAddressKind.AnyIp : ServerAddressKind.Ip;
            return true;
        }

        if (host is "*" or "+") kind = ServerAddressKind.AnyIp;
        else if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)) kind = ServerAddressKind.Localhost;
        else if (IPAddress.TryParse(host, out _)) kind = ServerAddressKind.Ip;
        else if (Uri.CheckHostName(host) == UriHostNameType.Dns) kind = ServerAddressKind.HostName;
        else return false;
        return !host.Contains(':', StringComparison.Ordinal);
    }

    private static string TooLong(string text) => $"The address '{text}' is longer than a Unix socket can have here (108 bytes on Linux). Use a shorter path or name.";

    private static string DescribeUnknown(string text)
    {
        const string Forms = "http://localhost:5000, https://*:5001, unix:/run/my.sock or unix-abstract:name";
        if (text.Length == 0) return $"The address is empty. Write one such as {Forms}.";
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme >= 0
            ? $"The address '{text}' has the unknown scheme '{text[..scheme]}'. Write one such as {Forms}."
            : $"The address '{text}' has no scheme. Write http://{text.TrimStart('/')} for plaintext or https://{text.TrimStart('/')} for TLS.";
    }
}
