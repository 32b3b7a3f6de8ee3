using System.Net.Security;
using System.Security.Authentication;

namespace Peregrine.Transports;

/// <summary>What HTTP/2 demands of the TLS below it (RFC 9113 section 9.2).</summary>
internal static class TlsRules
{
    public const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The versions that an option may ask for; none stands for all that are allowed.</summary>
    public static SslProtocols Allow(SslProtocols asked)
    {
        if (asked == SslProtocols.None) return Versions;
        if ((asked & ~Versions) != SslProtocols.None) throw new ArgumentException($"HTTP/2 runs over TLS 1.2 and 1.3 only (RFC 9113 section 9.2), so {asked & ~Versions} cannot be allowed.", nameof(asked));
        return asked;
    }

    /// <summary>What is wrong with the TLS of a connection, as a clause for people; null when nothing is, and without TLS.</summary>
    public static string? Violated(ConnectionPeer peer)
    {
        if (!peer.IsSecure || peer.CipherSuite is not { } suite || peer.TlsVersion == SslProtocols.Tls13) return null;
        if (peer.TlsVersion != SslProtocols.Tls12) return $"{peer.TlsVersion} was negotiated, and HTTP/2 needs TLS 1.2 or later (RFC 9113 section 9.2)";
        return IsAdequate(suite) ? null : $"the cipher suite {suite} was negotiated, which HTTP/2 does not allow (RFC 9113 section 9.2.2)";
    }

    /// <summary>
    /// Whether a suite of TLS 1.2 has an ephemeral key exchange and an AEAD cipher, which are the properties that the list of RFC 9113 appendix A lacks. The registered name of a suite tells both.
    /// </summary>
    public static bool IsAdequate(TlsCipherSuite suite)
    {
        var name = suite.ToString();
        return name.Contains("DHE_", StringComparison.Ordinal)
            && (name.Contains("_GCM_", StringComparison.Ordinal) || name.Contains("_CCM", StringComparison.Ordinal) || name.Contains("_CHACHA20_", StringComparison.Ordinal));
    }
}
