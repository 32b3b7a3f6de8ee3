using System.Globalization;
using System.Text.RegularExpressions;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>What h2load counted. Failed are answers that are not HTTP 2xx, and requests without an answer.</summary>
internal sealed record H2LoadCounts(long Succeeded, long Failed, double CallsPerSecond);

/// <summary>nghttp2's load generator on the client core.</summary>
internal sealed partial class H2Load : IDisposable
{
    private readonly string _body = Path.GetTempFileName();

    public H2Load() => File.WriteAllBytes(_body, Probe.Message);

    public async Task<H2LoadCounts> RunAsync(Uri server, Scenario scenario, double seconds, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-D", string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:F0}ms"),
            "-c", scenario.Connections.ToString(CultureInfo.InvariantCulture),
            "-m", scenario.Streams.ToString(CultureInfo.InvariantCulture),
            "-H", "content-type: application/grpc",
            "-H", "te: trailers",
            "-d", _body,
            new Uri(server, Probe.Method).ToString(),
        ];
        var output = await PinnedProcess.RunAsync(PinnedProcess.ClientCore, "h2load", arguments, cancellation);
        var requests = RequestsLine().Match(output);
        var statuses = StatusLine().Match(output);
        var rate = RateLine().Match(output);
        if (!requests.Success || !statuses.Success || !rate.Success) throw new ContestantException($"h2load said something unexpected:\n{output}");

        var succeeded = Number(statuses, 1);
        if (succeeded == 0) throw new ContestantException($"No call to {server} succeeded:\n{output}");
        var failed = Number(requests, 1) + Number(requests, 2) + Number(requests, 3) + Number(statuses, 2) + Number(statuses, 3) + Number(statuses, 4);
        return new(succeeded, failed, double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    public void Dispose() => File.Delete(_body);

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^requests: .* (\d+) failed, (\d+) errored, (\d+) timeout", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^finished in .*, ([\d.]+) req/s", RegexOptions.Multiline)]
    private static partial Regex RateLine();
}
