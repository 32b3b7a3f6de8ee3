using System.Net;

namespace Peregrine.Transports;

/// <summary>What a client connects to.</summary>
/// <param name="Name">How the user calls it, such as <c>api:5001</c>; used in texts, and its host for TLS.</param>
/// <param name="EndPoint">Where it is: an <see cref="IPEndPoint"/>, a <see cref="System.Net.Sockets.UnixDomainSocketEndPoint"/>, or a <see cref="DnsEndPoint"/> that is resolved first.</param>
public sealed record ConnectTarget(string Name, EndPoint EndPoint)
{
    /// <summary>The name that TLS asks for and checks when <see cref="TlsClientOptions.TargetHost"/> is not set. Default: the host of <see cref="Name"/>.</summary>
    public string Host { get; init; } = HostOf(Name);

    private static string HostOf(string name)
    {
        var colon = name.LastIndexOf(':');
        if (name.StartsWith('[') && name.IndexOf(']', StringComparison.Ordinal) is > 0 and var end) return name[1..end];
        return colon > 0 && name.IndexOf(':', StringComparison.Ordinal) == colon ? name[..colon] : name;
    }
}
