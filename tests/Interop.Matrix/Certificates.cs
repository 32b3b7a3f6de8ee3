namespace Interop.Matrix;

/// <summary>The files that tests/peers/certificates made.</summary>
internal static class Certificates
{
    /// <summary>A name in the server's certificate that is not the host that is dialled.</summary>
    public const string ServerName = "foo.test.google.fr";

    public static string Flag(string flag, string file) => $"--{flag}={Path.Combine(Peer.RepositoryRoot, ".peers", "certs", file)}";
}
