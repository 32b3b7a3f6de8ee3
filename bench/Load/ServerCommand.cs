using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Measuring;
using Peregrine;
using Peregrine.Transports;

namespace Load;

/// <summary>Serves bench.Bench on loopback, with the options that every server has by default, until it is told to stop.</summary>
internal static class ServerCommand
{
    public static async Task RunAsync(ServerArguments arguments)
    {
        using var certificate = arguments.CertificateFile is { } file ? X509Certificate2.CreateFromPemFile(file, arguments.KeyFile) : null;
        await using var server = new GrpcServer(new GrpcServerOptions { Tls = certificate is null ? null : new TlsServerOptions { Certificate = certificate } });
        server.Add(new BenchService());
        if (arguments.Methods > 0) server.Add(ManyMethods.Define(arguments.Methods));
        await server.StartAsync(arguments.Address);
        Console.WriteLine($"listening on {arguments.Address}");
        ServerQuestions.AnswerInBackground();

        using var stopped = new SemaphoreSlim(0);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stopped.WaitAsync();

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.Release();
        }
    }
}
