using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Comparison.Contestants;

/// <summary>A server under test: started on a free port and its own core, killed on disposal.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ProcessCpuClock _cpu;

    private ServerProcess(Contestant contestant, int port)
    {
        Contestant = contestant;
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = PinnedProcess.Start(PinnedProcess.ServerCore, contestant.Program, [.. contestant.Arguments, "--port", port.ToString()]);
        _cpu = new ProcessCpuClock(_process.Id);
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public Contestant Contestant { get; }

    public Uri Address { get; }

    /// <summary>User and system time of all its threads so far.</summary>
    public TimeSpan CpuTime => _process.HasExited
        ? throw new ContestantException($"{Contestant.Name} ended with {_process.ExitCode}: {_process.StandardError.ReadToEnd()}")
        : _cpu.Read();

    /// <summary>Starts the server, waits until it accepts and checks one answer.</summary>
    public static async Task<ServerProcess> StartAsync(Contestant contestant, CancellationToken cancellation)
    {
        var server = new ServerProcess(contestant, FreePort());
        try
        {
            await server.WaitUntilListeningAsync(cancellation);
            await Probe.CheckAsync(server, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitUntilListeningAsync(CancellationToken cancellation)
    {
        for (var start = Stopwatch.StartNew(); start.Elapsed < StartTimeout; await Task.Delay(20, cancellation))
        {
            _ = CpuTime;
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Address.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }

        throw new ContestantException($"{Contestant.Name} does not listen on {Address} after {StartTimeout.TotalSeconds} s.");
    }
}
