using System.Diagnostics;
using System.Globalization;
using Comparison.Contestants;

namespace Comparison.Reports;

/// <summary>Where the figures come from: without it they mean nothing.</summary>
internal sealed record Machine(string Processor, int Cores, string Kernel, double BusyCores, IReadOnlyDictionary<string, string> Versions)
{
    private static readonly string[] Packages = ["libgrpc++-dev", "golang-google-grpc-dev", "golang-go", "nghttp2-client"];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether something else takes time that the contestants would miss.</summary>
    public bool IsBusy => BusyCores > 0.1;

    public static async Task<Machine> ReadAsync(CancellationToken cancellation)
    {
        var processors = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellation);
        var model = processors.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
        var versions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Peregrine"] = await OutputOfAsync("git", ["-C", Repository.Root, "describe", "--always", "--dirty"], cancellation),
            [".NET"] = Environment.Version.ToString(),
        };
        foreach (var package in Packages) versions[package] = await OutputOfAsync("dpkg-query", ["--show", "--showformat=${Version}", package], cancellation);
        return new(model, Environment.ProcessorCount, Environment.OSVersion.Version.ToString(3), await BusyCoresAsync(cancellation), versions);
    }

    /// <summary>How many cores were at work, on average, while this looked.</summary>
    private static async Task<double> BusyCoresAsync(CancellationToken cancellation)
    {
        var before = ReadTimes();
        await Task.Delay(Look, cancellation);
        var after = ReadTimes();
        return Math.Round(Environment.ProcessorCount * (1 - (double)(after.Idle - before.Idle) / Math.Max(after.All - before.All, 1)), 2);
    }

    /// <summary>The first line of proc_stat(5): user, nice, system, idle, iowait and more, in ticks, over all cores.</summary>
    private static (long Idle, long All) ReadTimes()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[3] + ticks[4], ticks.Sum());
    }

    private static async Task<string> OutputOfAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? output.Trim() : "unknown";
    }
}
