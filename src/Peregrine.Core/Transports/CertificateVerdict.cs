using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>Decides about a server's certificate and remembers why, because the exception of a failed handshake says it only in prose.</summary>
internal sealed class CertificateVerdict(RemoteCertificateValidationCallback? userDecision)
{
    public bool Rejected { get; private set; }

    public SslPolicyErrors Errors { get; private set; }

    public X509ChainStatusFlags ChainStatus { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>The names that the certificate is for, as far as they were needed.</summary>
    public string Names { get; private set; } = "";

    public DateTime NotBefore { get; private set; }

    public DateTime NotAfter { get; private set; }

    public bool Decide(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var accepted = userDecision?.Invoke(sender, certificate, chain, errors) ?? errors == SslPolicyErrors.None;
        if (accepted) return true;
        Rejected = true;
        Errors = errors;
        foreach (var status in chain?.ChainStatus ?? []) ChainStatus |= status.Status;
        if (certificate is X509Certificate2 known) Describe(known);
        return false;
    }

    private void Describe(X509Certificate2 certificate)
    {
        Subject = certificate.Subject;
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
        List<string> names = [];
        foreach (var extension in certificate.Extensions)
        {
            if (extension is not X509SubjectAlternativeNameExtension alternatives) continue;
            names.AddRange(alternatives.EnumerateDnsNames());
            foreach (var ip in alternatives.EnumerateIPAddresses()) names.Add(ip.ToString());
        }

        Names = string.Join(", ", names);
    }
}
