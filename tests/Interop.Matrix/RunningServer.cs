using System.Threading.Channels;

namespace Interop.Matrix;

/// <summary>A server process that has said which port it listens on.</summary>
internal sealed class RunningServer
{
    private const string Announcement = "listening on ";
    private static readonly TimeSpan StartGuard = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;
    private readonly Dictionary<string, int> _ports = []; // by case, or one by no name

    private RunningServer(ChildProcess process) => _process = process;

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
            var server = new RunningServer(process);
            while (server._ports.Count < (peer.HasPortPerCase ? peer.ServerCases.Length : 1)) server.Learn(await process.Output.ReadAsync(guard.Token));
            return server;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            process.Kill();
            throw new InvalidOperationException($"The {peer.Name} server did not say 'listening on PORT'. {process.Errors()}");
        }
    }

    public int Port => _ports[""];

    public int PortFor(string name) => _ports.TryGetValue(name, out var port) ? port : _ports[""];

    /// <summary>The last lines that the server wrote to standard error.</summary>
    public string Errors() => _process.Errors();

    public bool HasExited => _process.HasExited;

    public void Kill() => _process.Kill();

    // "listening on PORT", or "listening on PORT CASE".
    private void Learn(string line)
    {
        if (!line.StartsWith(Announcement, StringComparison.Ordinal)) return;
        var words = line[Announcement.Length..].Split(' ');
        _ports[words.Length > 1 ? words[1] : ""] = int.Parse(words[0]);
    }
}
