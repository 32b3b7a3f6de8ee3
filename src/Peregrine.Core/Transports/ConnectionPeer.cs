using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>The two ends of a <see cref="ByteConnection"/> and what protects it.</summary>
public sealed record ConnectionPeer
{
    /// <summary>How the bytes travel: <c>tcp</c>, <c>unix</c>, <c>stream</c> or <c>memory</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>The other end in gRPC's notation: <c>ipv4:10.0.0.5:443</c>, <c>ipv6:[::1]:443</c>, <c>unix:/run/x.sock</c>, or a name.</summary>
    public required string Remote { get; init; }

    /// <summary>This end, in the same notation.</summary>
    public required string Local { get; init; }

    /// <summary>The other end, when it is a network address.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>This end, when it is a network address.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Whether TLS protects the connection.</summary>
    public bool IsSecure { get; init; }

    /// <summary>What ALPN settled on, such as <c>h2</c>; null without TLS or when the peer took no part in ALPN.</summary>
    public string? NegotiatedProtocol { get; init; }

    /// <summary>The version of TLS; <see cref="SslProtocols.None"/> without TLS.</summary>
    public SslProtocols TlsVersion { get; init; }

    /// <summary>The cipher suite of TLS; null without TLS.</summary>
    public TlsCipherSuite? CipherSuite { get; init; }

    /// <summary>The certificate that the peer presented and that was accepted, or null. It lives as long as the connection.</summary>
    public X509Certificate2? Certificate { get; init; }
}
