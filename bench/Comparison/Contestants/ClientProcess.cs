using System.Globalization;

namespace Comparison.Contestants;

/// <summary>What a load client is asked for.</summary>
internal sealed record ClientLoad(string Kind, int Connections, int Concurrency, int PayloadBytes, int MessagesPerStream = 0);

/// <summary>A load client that makes one run after the other and stays warm; killed on disposal.</summary>
internal sealed class ClientProcess(Contestant contestant) : IDisposable
{
    // Handshakes take their time on a machine that is busy.
    private const double SecureWarmupSeconds = 1;

    private readonly RunningProgram _program = new(contestant.Name, Cores.Client, contestant.Program, [.. contestant.Arguments, "runs"]);
    private readonly HashSet<(string Kind, string Scheme)> _warm = [];

    /// <summary>One run.</summary>
    /// <param name="begun">Called when the measured time begins.</param>
    /// <returns>The line of figures.</returns>
    public async Task<LoadLine> RunAsync(Uri server, ClientLoad load, Plan plan, double seconds, Action begun, CancellationToken cancellation)
    {
        var warmup = plan.LeadInSeconds;
        // What compiles at run time does so in part for each kind of call anew.
        if (_warm.Add((load.Kind, server.Scheme)) && contestant.IsCompiledAtRunTime) warmup = _warm.Count == 1 ? plan.WarmupSeconds : plan.FurtherWarmupSeconds;
        if (server.Scheme == Uri.UriSchemeHttps) warmup = Math.Max(warmup, SecureWarmupSeconds);
        _program.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{server.ToString().TrimEnd('/')} {load.Connections} {load.Concurrency} {seconds} {load.PayloadBytes} {load.Kind} {load.MessagesPerStream} {warmup}"));
        await _program.ReadLineAsync("begin", cancellation);
        begun();
        return LoadLine.Parse(await _program.ReadLineAsync(load.Kind is "unary" or "besideblock" ? "calls_per_s" : "messages_per_s", cancellation));
    }

    public void Dispose() => _program.Dispose();
}
