using System.Security.Cryptography.X509Certificates;

namespace Interop;

/// <summary>PEM files as TLS wants them.</summary>
public static class TestCertificates
{
    /// <summary>A certificate and its key from two PEM files.</summary>
    public static X509Certificate2 Own(string certificateFile, string keyFile) => X509Certificate2.CreateFromPemFile(certificateFile, keyFile);

    /// <summary>The certificates of a PEM file, to be trusted.</summary>
    public static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }
}
