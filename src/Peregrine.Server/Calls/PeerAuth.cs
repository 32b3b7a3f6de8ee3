using System.Security.Cryptography.X509Certificates;
using System.Text;
using Peregrine.Transports;

namespace Peregrine.Server.Calls;

/// <summary>Tells a peer's certificate in the property names that gRPC uses.</summary>
internal static class PeerAuth
{
    private const string CommonName = "x509_common_name";
    private const string SubjectAlternativeName = "x509_subject_alternative_name";
    private const string Pem = "x509_pem_cert";

    public static AuthContext Describe(ConnectionPeer peer)
    {
        if (peer.Certificate is not { } certificate) return new AuthContext(null, []);

        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal)
        {
            [Pem] = [Property(Pem, certificate.ExportCertificatePem())],
        };
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (name.Length > 0) properties[CommonName] = [Property(CommonName, name)];

        var alternatives = AlternativeNames(certificate).Select(n => Property(SubjectAlternativeName, n)).ToList();
        if (alternatives.Count > 0) properties[SubjectAlternativeName] = alternatives;
        return new AuthContext(alternatives.Count > 0 ? SubjectAlternativeName : name.Length > 0 ? CommonName : null, properties);
    }

    private static IEnumerable<string> AlternativeNames(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            foreach (var name in extension.EnumerateDnsNames()) yield return name;
            foreach (var address in extension.EnumerateIPAddresses()) yield return address.ToString();
        }
    }

    private static AuthProperty Property(string name, string value) => AuthProperty.Create(name, Encoding.UTF8.GetBytes(value));
}
