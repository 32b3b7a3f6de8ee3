namespace Peregrine;

/// <summary>What a <see cref="VerifyPeerCallback"/> decides on.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The host name that the certificate was checked against.</summary>
    public string TargetName { get; }

    /// <summary>The server's certificate as PEM.</summary>
    public string PeerPem { get; }
}
