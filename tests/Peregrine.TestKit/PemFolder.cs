using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peregrine.Transports;

namespace Peregrine.TestKit;

/// <summary>A folder with certificates and keys as PEM files, which goes when it is disposed.</summary>
public sealed class PemFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peregrine-certificates-");

    /// <summary>The certificate and its key as PEM texts.</summary>
    public static (string Certificate, string Key) TextsOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!; // the kit's keys are of that kind
        using var copy = ECDsa.Create();
        // A key out of a PKCS#12 blob is exportable only encrypted on some systems.
        copy.ImportEncryptedPkcs8PrivateKey("x", key.ExportEncryptedPkcs8PrivateKey("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)), out _);
        return (certificate.ExportCertificatePem(), copy.ExportPkcs8PrivateKeyPem());
    }

    public string CertificateFile(string name) => Path.Combine(_folder.FullName, $"{name}.crt");

    public string KeyFile(string name) => Path.Combine(_folder.FullName, $"{name}.key");

    /// <summary>Writes both files of a name, the certificates of the chain behind the first.</summary>
    public void Write(string name, X509Certificate2 certificate, X509Certificate2Collection? chain = null)
    {
        var (text, key) = TextsOf(certificate);
        File.WriteAllText(CertificateFile(name), text + '\n' + chain?.ExportCertificatePems());
        File.WriteAllText(KeyFile(name), key);
    }

    /// <summary>The files of a name, as options take them.</summary>
    public CertificateFiles Files(string name, TimeProvider? time = null, Action<Exception>? reloadFailed = null) => new(CertificateFile(name), KeyFile(name), time) { ReloadFailed = reloadFailed };

    public void Dispose() => _folder.Delete(recursive: true);
}
