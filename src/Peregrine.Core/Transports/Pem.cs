using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>Certificates out of PEM texts, in the form that TLS can use.</summary>
internal static class Pem
{
    /// <summary>The first certificate of the text with its private key.</summary>
    public static X509Certificate2 Certificate(string certificates, string key)
    {
        var certificate = X509Certificate2.CreateFromPem(certificates, key);
        if (!OperatingSystem.IsWindows()) return certificate;

        // Windows' TLS takes no key that lives in memory only.
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The certificates behind the first: those between it and its root.</summary>
    public static X509Certificate2Collection Intermediates(string certificates)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificates);
        if (chain.Count > 0) chain.RemoveAt(0);
        return chain;
    }
}
