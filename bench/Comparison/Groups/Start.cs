using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>How soon a server answers after its process was started, how much memory it takes then, how large it is.</summary>
internal sealed class Start : IScenarioGroup
{
    private const int Repetitions = 3;

    private static readonly Figure[] s_figures = [Figure.FirstAnswer, Figure.Resident, Figure.Size];

    public string Name => "start";

    public string Title => "Start";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var (ours, problems) = await GreeterPublishing.PublishAsync(bench.Plan.IsQuick, cancellation);
        var isNative = ours.Any(program => program.IsNative);
        Target[] targets = isNative ? [Target.NoMoreThan(Figure.FirstAnswer, 50), Target.NoMoreThan(Figure.Resident, 30), Target.NoMoreThan(Figure.Size, 12)] : [];
        var scenario = new Scenario(Name, "start to the first answered call, on two idle cores", s_figures, targets)
        {
            Remark = string.Join(' ', ["Sizes are without the .NET runtime or shared libraries where the program does not bring them.", .. problems]),
        };
        var others = Roster.StartingServers.Select(server => new StartingProgram(server.Name, server.Kind, server.Program, server.Arguments, Probe.Method, Probe.Message));

        // What calls compiles, too: once for nothing.
        await MeasureAsync(ours[0], cancellation);
        return [await Rounds.RunAsync(scenario, bench.Plan.Rounds * (bench.Plan.IsQuick ? 1 : Repetitions), [.. ours, .. others], program => MeasureAsync(program, cancellation))];
    }

    private static async Task<Sample> MeasureAsync(StartingProgram program, CancellationToken cancellation)
    {
        var port = ServerProcess.FreePort();
        var watch = Stopwatch.StartNew();
        using var running = new RunningProgram(program.Name, Cores.Both, program.Program, [.. program.Arguments, "--port", $"{port}"]);
        try
        {
            await Probe.CallAsync(new Uri($"http://127.0.0.1:{port}"), program.Method, program.Message, cancellation, (_, token) => ConnectAsync(running, port, token));
        }
        catch (HttpRequestException failure)
        {
            throw new ContestantException($"{program.Name} did not answer: {failure.Message}");
        }

        return new(errors: 0)
        {
            [Figure.FirstAnswer] = watch.Elapsed.TotalMilliseconds,
            [Figure.Resident] = running.ResidentBytes / 1e6,
            [Figure.Size] = program.SizeBytes / 1e6,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(RunningProgram program, int port, CancellationToken cancellation)
    {
        while (true)
        {
            program.CheckAlive();
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(1, cancellation);
            }
        }
    }
}
