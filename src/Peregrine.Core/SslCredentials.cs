namespace Peregrine;

/// <summary>Decides whether the server's certificate is accepted, after the ordinary checks have passed. May run concurrently.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>TLS for a channel, with PEM texts. Immutable.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    /// <summary>The trust of the operating system, no client certificate.</summary>
    public SslCredentials() : this(null, null, null)
    {
    }

    /// <summary>Trust in these roots only.</summary>
    public SslCredentials(string? rootCertificates) : this(rootCertificates, null, null)
    {
    }

    /// <summary>Trust in these roots only, with a client certificate.</summary>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair) : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>Trust in these roots only, with a client certificate and a check of one's own.</summary>
    /// <param name="rootCertificates">One or more certificates as PEM; null for the trust of the operating system.</param>
    /// <param name="keyCertificatePair">The client's certificate; null for none.</param>
    /// <param name="verifyPeerCallback">Runs after the ordinary checks have passed; null for none.</param>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        VerifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>Trusted certificates as PEM; null for the trust of the operating system.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's certificate; null for none.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    internal VerifyPeerCallback? VerifyPeerCallback { get; }

    internal override bool IsSecure => true;

    internal override SslCredentials Ssl => this;
}
