using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.TestKit;

/// <summary>A small certificate authority made in the process: one root, and leaves for whatever a test needs.</summary>
public sealed class TestCertificates
{
    private static readonly Lazy<TestCertificates> LazyShared = new(() => new());

    private readonly X509Certificate2 _root;

    public TestCertificates(string name = "Peregrine Test Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(5));
    }

    /// <summary>One authority for all tests of a process.</summary>
    public static TestCertificates Shared => LazyShared.Value;

    /// <summary>The root, without its key: what a peer trusts.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_root.RawData)];

    /// <summary>A leaf for <c>localhost</c> and both loopback addresses.</summary>
    public X509Certificate2 Localhost() => Issue("localhost", ["localhost"], [IPAddress.Loopback, IPAddress.IPv6Loopback]);

    /// <summary>A leaf for one DNS name.</summary>
    public X509Certificate2 For(string dnsName) => Issue(dnsName, [dnsName], []);

    /// <summary>A leaf for <c>localhost</c> that was valid until a month ago.</summary>
    public X509Certificate2 Expired() =>
        Issue("localhost", ["localhost"], [IPAddress.Loopback, IPAddress.IPv6Loopback], DateTimeOffset.UtcNow.AddMonths(-3), DateTimeOffset.UtcNow.AddMonths(-1));

    /// <summary>Any leaf, with its private key, for server and client authentication.</summary>
    public X509Certificate2 Issue(string commonName, string[] dnsNames, IPAddress[] addresses, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames) names.AddDnsName(name);
        foreach (var address in addresses) names.AddIpAddress(address);
        if (dnsNames.Length + addresses.Length > 0) request.CertificateExtensions.Add(names.Build());

        using var leaf = request.Create(_root, notBefore ?? DateTimeOffset.UtcNow.AddDays(-1), notAfter ?? DateTimeOffset.UtcNow.AddYears(1), RandomNumberGenerator.GetBytes(16));
        using var withKey = leaf.CopyWithPrivateKey(key);
        // Some TLS stacks want the key out of a PKCS#12 blob, not an ephemeral one.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
