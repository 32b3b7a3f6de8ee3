using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.TestKit;

/// <summary>A small certificate authority made in the process: one root, and leaves for whatever a test needs.</summary>
public sealed class TestCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly Lazy<TestCertificates> LazyShared = new(() => new());

    private readonly X509Certificate2 _root;

    public TestCertificates(string name = "Peregrine Test Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority(name, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(5));
    }

    private TestCertificates(X509Certificate2 root) => _root = root;

    /// <summary>One authority for all tests of a process.</summary>
    public static TestCertificates Shared => LazyShared.Value;

    /// <summary>The authority itself, without its key: what a peer trusts, or, below another authority, what has to be sent along.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_root.RawData)];

    /// <summary>A leaf for <c>localhost</c> and both loopback addresses.</summary>
    public X509Certificate2 Localhost() => Issue("localhost", ["localhost"], [IPAddress.Loopback, IPAddress.IPv6Loopback]);

    /// <summary>A leaf for one DNS name.</summary>
    public X509Certificate2 For(string dnsName) => Issue(dnsName, [dnsName], []);

    /// <summary>A leaf for <c>localhost</c> that was valid until a month ago.</summary>
    public X509Certificate2 Expired() =>
        Issue("localhost", ["localhost"], [IPAddress.Loopback, IPAddress.IPv6Loopback], DateTimeOffset.UtcNow.AddMonths(-3), DateTimeOffset.UtcNow.AddMonths(-1));

    /// <summary>An authority below this one: who trusts this one needs the other's certificate between to trust its leaves.</summary>
    public TestCertificates Below(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Authority(name, key).Create(_root, DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2), RandomNumberGenerator.GetBytes(16));
        return new(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A leaf that is only good to authenticate a server (or, if not, a client).</summary>
    public X509Certificate2 Only(bool server, string dnsName) => Issue(dnsName, [dnsName], [], usages: [server ? ServerAuthentication : ClientAuthentication]);

    /// <summary>Any leaf, with its private key; when no usages are named, for server and client authentication.</summary>
    public X509Certificate2 Issue(string commonName, string[] dnsNames, IPAddress[] addresses, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, string[]? usages = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. (usages ?? [ServerAuthentication, ClientAuthentication]).Select(usage => new Oid(usage))], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames) names.AddDnsName(name);
        foreach (var address in addresses) names.AddIpAddress(address);
        if (dnsNames.Length + addresses.Length > 0) request.CertificateExtensions.Add(names.Build());

        using var leaf = request.Create(_root, notBefore ?? DateTimeOffset.UtcNow.AddDays(-1), notAfter ?? DateTimeOffset.UtcNow.AddYears(1), RandomNumberGenerator.GetBytes(16));
        using var withKey = leaf.CopyWithPrivateKey(key);
        // Some TLS stacks want the key out of a PKCS#12 blob, not an ephemeral one.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
