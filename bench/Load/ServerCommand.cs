using System.Runtime.InteropServices;
using Peregrine;

namespace Load;

/// <summary>Serves bench.Bench on loopback, with the options that every server has by default, until it is told to stop; then prints what a unary call allocated.</summary>
internal static class ServerCommand
{
    public static async Task RunAsync(int port)
    {
        await using var server = new GrpcServer();
        var service = new BenchService();
        server.Add(service);
        await server.StartAsync($"http://127.0.0.1:{port}");
        Console.WriteLine($"listening on http://127.0.0.1:{port}");

        using var stopped = new SemaphoreSlim(0);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stopped.WaitAsync();
        Console.WriteLine(service.Tally);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.Release();
        }
    }
}
