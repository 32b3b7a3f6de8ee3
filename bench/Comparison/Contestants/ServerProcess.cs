using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Comparison.Contestants;

/// <summary>How a server is started.</summary>
/// <param name="Methods">How many methods it serves beside those of bench.Bench.</param>
internal sealed record ServerVariant(bool IsSecure = false, int Methods = 0, string Cores = Cores.Server)
{
    public static readonly ServerVariant Plain = new();
    public static readonly ServerVariant Secure = new(IsSecure: true);
}

/// <summary>A server under test: started on a free port, killed on disposal.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly RunningProgram _program;

    private ServerProcess(Contestant contestant, ServerVariant variant, int port)
    {
        Contestant = contestant;
        Address = new Uri($"{(variant.IsSecure ? "https" : "http")}://127.0.0.1:{port}");
        _program = new(contestant.Name, variant.Cores, contestant.Program, [.. contestant.Arguments, .. Arguments(variant, port)]);
    }

    public Contestant Contestant { get; }

    public Uri Address { get; }

    /// <summary>User and system time of all its threads so far.</summary>
    public TimeSpan CpuTime => _program.CpuTime;

    public long ResidentBytes => _program.ResidentBytes;

    /// <summary>Starts the server, waits until it accepts and checks one answer.</summary>
    public static async Task<ServerProcess> StartAsync(Contestant contestant, ServerVariant variant, CancellationToken cancellation)
    {
        var server = new ServerProcess(contestant, variant, FreePort());
        try
        {
            await server.WaitUntilListeningAsync(cancellation);
            if (!contestant.IsBareSocket) await Probe.CheckEchoAsync(server, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>All bytes that the process has allocated so far; null when it does not tell.</summary>
    public async Task<long?> AllocatedBytesAsync(CancellationToken cancellation) => Contestant.AnswersQuestions ? await AskAsync("allocated", "allocated=", cancellation) : null;

    /// <summary>Collects garbage and gives free memory back, and returns how much is in use; null when the process does not do that.</summary>
    public async Task<long?> CollectAsync(CancellationToken cancellation) => Contestant.AnswersQuestions ? await AskAsync("collect", "live=", cancellation) : null;

    public void Dispose() => _program.Dispose();

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static IEnumerable<string> Arguments(ServerVariant variant, int port)
    {
        yield return "--port";
        yield return port.ToString(CultureInfo.InvariantCulture);
        if (variant.IsSecure)
        {
            yield return "--tls";
            yield return Repository.Certificate("server.pem");
            yield return Repository.Certificate("server.key");
        }

        if (variant.Methods > 0)
        {
            yield return "--methods";
            yield return variant.Methods.ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task<long> AskAsync(string question, string beginning, CancellationToken cancellation)
    {
        _program.WriteLine(question);
        var answer = await _program.ReadLineAsync(beginning, cancellation);
        return long.Parse(answer[beginning.Length..], CultureInfo.InvariantCulture);
    }

    private async Task WaitUntilListeningAsync(CancellationToken cancellation)
    {
        for (var start = Stopwatch.StartNew(); start.Elapsed < StartTimeout; await Task.Delay(20, cancellation))
        {
            _program.CheckAlive();
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
