using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peregrine;
using Peregrine.Transports;

namespace Soak;

/// <summary>The server as a process of its own, with a certificate made for it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("soak").FullName;
    private readonly SemaphoreSlim _oneQuestion = new(1);
    private readonly X509Certificate2 _certificate;
    private readonly Process _process;
    private readonly string[] _addresses;

    public ServerProcess()
    {
        _certificate = MakeCertificate();
        var certificateFile = Path.Combine(_directory, "server.pfx");
        var socket = Path.Combine(_directory, "server.sock");
        File.WriteAllBytes(certificateFile, _certificate.Export(X509ContentType.Pkcs12));
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["server", certificateFile, socket]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var ports = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.")).Split(' ');
        _addresses = [$"http://127.0.0.1:{ports[0]}", $"https://127.0.0.1:{ports[1]}", "unix:" + socket];
    }

    /// <summary>A channel to one of the server's addresses.</summary>
    public GrpcChannel Open(int choice)
    {
        var address = _addresses[choice % _addresses.Length];
        var options = new GrpcChannelOptions();
        if (address.StartsWith("https", StringComparison.Ordinal)) options.Tls = new TlsClientOptions { TrustedRoots = [_certificate], TargetHost = "localhost" };
        return GrpcChannel.ForAddress(address, options);
    }

    public async Task<Footprint> AskAsync(string question)
    {
        await _oneQuestion.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(question);
            await _process.StandardInput.FlushAsync();
            return Footprint.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server's process has ended."));
        }
        finally
        {
            _oneQuestion.Release();
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
