using System.Globalization;
using System.Text.RegularExpressions;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>What h2load counted. Failed are answers that are not HTTP 2xx, and requests without an answer.</summary>
internal sealed record H2LoadCounts(long Succeeded, long Failed, double CallsPerSecond);

/// <summary>How long calls took.</summary>
internal sealed record Latency(double P50Microseconds, double P99Microseconds);

/// <summary>nghttp2's load generator, on the client core unless told otherwise.</summary>
internal sealed partial class H2Load : IDisposable
{
    private const int LongestToShortest = 16;

    // h2load hangs now and then when its time is over before all its connections are there.
    private const int ConnectionsPerSecond = 1000, SecureConnectionsPerSecond = 100;
    private const int Attempts = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compare-");
    private readonly Dictionary<byte[], string> _bodies = [];
    private readonly Dictionary<IReadOnlyList<string>, string> _methods = [];

    /// <summary>Calls that are not counted.</summary>
    public async Task LeadInAsync(Uri server, CallShape shape, double seconds, CancellationToken cancellation, string cores = Cores.Client) => await TryAsync(server, shape, seconds, cores, cancellation);

    /// <summary>One window; a longer one when none of its calls ended, as happens when the machine is busy.</summary>
    public async Task<H2LoadCounts> RunAsync(Uri server, CallShape shape, double seconds, CancellationToken cancellation, string cores = Cores.Client)
    {
        for (var length = seconds; length <= seconds * LongestToShortest; length *= 2)
        {
            var counts = await TryAsync(server, shape, length, cores, cancellation);
            if (counts.Succeeded > 0) return counts;
        }

        throw new ContestantException($"No call to {server} was answered within {seconds * LongestToShortest} s.");
    }

    /// <summary>A run of its own, because h2load's log of all calls makes it slower; null when no call ended.</summary>
    public async Task<Latency?> MeasureLatencyAsync(Uri server, CallShape shape, double seconds, CancellationToken cancellation)
    {
        var log = Path.Combine(_folder.FullName, "calls");
        await RunAsync([$"--log-file={log}", .. Arguments(server, shape, seconds)], seconds, Cores.Client, cancellation);
        // start, status, microseconds
        var times = File.ReadLines(log).Select(line => int.Parse(line.AsSpan(line.LastIndexOf('\t') + 1), CultureInfo.InvariantCulture)).Order().ToArray();
        File.Delete(log);
        return times.Length == 0 ? null : new(times[times.Length / 2], times[times.Length * 99L / 100]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<H2LoadCounts> TryAsync(Uri server, CallShape shape, double seconds, string cores, CancellationToken cancellation)
    {
        var output = await RunAsync(Arguments(server, shape, seconds), seconds, cores, cancellation);
        var requests = RequestsLine().Match(output);
        var statuses = StatusLine().Match(output);
        var rate = RateLine().Match(output);
        if (!requests.Success || !statuses.Success || !rate.Success) throw new ContestantException($"h2load said something unexpected:\n{output}");

        var failed = Number(requests, 1) + Number(requests, 2) + Number(requests, 3) + Number(statuses, 2) + Number(statuses, 3) + Number(statuses, 4);
        return new(Number(statuses, 1), failed, double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<string> RunAsync(IReadOnlyList<string> arguments, double seconds, string cores, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var load = new RunningProgram("h2load", cores, "h2load", arguments) { Patience = s_patience + TimeSpan.FromSeconds(seconds) };
            try
            {
                return await load.ReadToEndAsync(cancellation);
            }
            catch (TimeoutException) when (attempt < Attempts)
            {
                // Once more, from the start.
            }
            catch (TimeoutException failure)
            {
                throw new ContestantException(failure.Message);
            }
        }
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private List<string> Arguments(Uri server, CallShape shape, double seconds)
    {
        var duration = Math.Max(seconds, (double)shape.Connections / (server.Scheme == Uri.UriSchemeHttps ? SecureConnectionsPerSecond : ConnectionsPerSecond));
        List<string> arguments =
        [
            "-D", string.Create(CultureInfo.InvariantCulture, $"{duration * 1000:F0}ms"),
            "-c", shape.Connections.ToString(CultureInfo.InvariantCulture),
            "-m", shape.Streams.ToString(CultureInfo.InvariantCulture),
            "-H", "content-type: application/grpc",
            "-H", "te: trailers",
            "-d", BodyFile(shape.Frame),
        ];
        for (var i = 0; i < shape.MetadataEntries; i++) arguments.AddRange(["-H", string.Create(CultureInfo.InvariantCulture, $"entry-{i}: value of 20 letters.")]);
        if (shape.Methods is { } methods) arguments.AddRange(["-B", server.ToString(), "-i", MethodsFile(server, methods)]);
        else arguments.Add(new Uri(server, shape.Method).ToString());
        return arguments;
    }

    private string BodyFile(byte[] frame)
    {
        if (_bodies.TryGetValue(frame, out var path)) return path;
        _bodies.Add(frame, path = Path.Combine(_folder.FullName, $"body-{_bodies.Count}"));
        File.WriteAllBytes(path, frame);
        return path;
    }

    private string MethodsFile(Uri server, IReadOnlyList<string> methods)
    {
        if (_methods.TryGetValue(methods, out var path)) return path;
        _methods.Add(methods, path = Path.Combine(_folder.FullName, $"methods-{_methods.Count}"));
        File.WriteAllLines(path, methods.Select(method => new Uri(server, method).ToString()));
        return path;
    }

    [GeneratedRegex(@"^requests: .* (\d+) failed, (\d+) errored, (\d+) timeout", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^finished in .*, ([\d.]+) req/s", RegexOptions.Multiline)]
    private static partial Regex RateLine();
}
