namespace Peregrine;

/// <summary>A certificate chain and its private key, both as PEM.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Makes a pair; nothing is parsed before the first connection.</summary>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The certificate, then its issuers, as PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>The private key as PEM.</summary>
    public string PrivateKey { get; }
}
