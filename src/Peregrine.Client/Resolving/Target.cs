using System.Net;
using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Client.Resolving;

/// <summary>
/// What a channel is for, read from the user's text (gRPC naming.md, and the URLs of the familiar .NET client):
/// <c>http://HOST[:PORT]</c>, <c>https://HOST[:PORT]</c>, <c>dns:[///]HOST[:PORT]</c>, <c>HOST[:PORT]</c>, <c>unix:PATH</c>, <c>unix:///PATH</c>,
/// <c>unix-abstract:NAME</c>, <c>ipv4:IP[:PORT],…</c>, <c>ipv6:[IP]:PORT,…</c>, <c>static:///IP:PORT,…</c>.
/// </summary>
internal sealed record Target
{
    /// <summary>As the user wrote it.</summary>
    public required string Text { get; init; }

    /// <summary>The server in texts: <c>api:5001</c>, <c>unix:/run/x.sock</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The default <c>:authority</c> of requests (RFC 9113 section 8.3.1).</summary>
    public required string Authority { get; init; }

    /// <summary>The name that TLS asks for and checks.</summary>
    public required string Host { get; init; }

    /// <summary>What the scheme says about TLS: true for https, false for http; null when the credentials decide.</summary>
    public bool? UsesTls { get; init; }

    /// <summary>The addresses when the text has them; empty when <see cref="Dns"/> is to be resolved.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>The name to look up; null when there are addresses.</summary>
    public DnsEndPoint? Dns { get; init; }

    /// <summary>Reads a target; throws <see cref="FormatException"/> that says what to write instead.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="isSecure">Whether the credentials ask for TLS: decides the default port, 443 or 80, where the scheme does not.</param>
    public static Target Parse(string text, bool isSecure = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TargetParser.Parse(text, isSecure ? 443 : 80);
    }

    /// <summary>What a connector needs to reach one address of this target.</summary>
    public ConnectTarget At(Address address) => new(Name, address.EndPoint) { Host = Host };

    internal static Target ForHost(string text, HostPort host, int defaultPort, bool? usesTls)
    {
        var port = host.Port ?? defaultPort;
        var seen = host.WithoutZone;
        return new()
        {
            Text = text,
            Name = (host with { Port = port }).ToString(),
            Authority = (usesTls is not null && port == defaultPort ? seen with { Port = null } : seen).ToString(),
            Host = seen.Host,
            UsesTls = usesTls,
            Addresses = host.Ip is { } ip ? [new(new IPEndPoint(ip, port))] : [],
            Dns = host.Ip is null ? new(host.Host, port) : null,
        };
    }

    internal static Target ForUnix(string text, string name, UnixDomainSocketEndPoint endPoint) => new()
    {
        Text = text,
        Name = name,
        Authority = "localhost",
        Host = "localhost",
        Addresses = [new(endPoint)],
    };
}
