using System.Threading.Channels;

namespace Interop.Matrix;

/// <summary>A server process that has said which port it listens on.</summary>
internal sealed class RunningServer
{
    private const string Announcement = "listening on ";
    private static readonly TimeSpan StartGuard = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;

    private RunningServer(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<RunningServer> StartAsync(Peer peer, Security security)
    {
        List<string> flags = ["--port=0", $"--use_tls={(security is Security.Plaintext ? "false" : "true")}"];
        if (security is not Security.Plaintext)
        {
            flags.AddRange([Certificates.Flag("ca_file", "ca.pem"), Certificates.Flag("cert_file", "server.pem"), Certificates.Flag("key_file", "server.key")]);
        }
        if (security is Security.Mtls) flags.Add("--require_client_cert=true");

        var process = ChildProcess.Start(peer.Server, flags);
        using var guard = new CancellationTokenSource(StartGuard);
        try
        {
            while (true)
            {
                var line = await process.Output.ReadAsync(guard.Token);
                if (line.StartsWith(Announcement, StringComparison.Ordinal)) return new(process, int.Parse(line.AsSpan(Announcement.Length)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            process.Kill();
            throw new InvalidOperationException($"The {peer.Name} server did not say 'listening on PORT'. {process.Errors()}");
        }
    }

    /// <summary>The last lines that the server wrote to standard error.</summary>
    public string Errors() => _process.Errors();

    public bool HasExited => _process.HasExited;

    public void Kill() => _process.Kill();
}
