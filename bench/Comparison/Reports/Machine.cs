using System.Diagnostics;
using System.Globalization;
using Comparison.Contestants;

namespace Comparison.Reports;

/// <summary>Where the figures come from: without it they mean nothing.</summary>
internal sealed record Machine(string Processor, int Cores, string Kernel, IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>More than this, and the contestants miss time that something else takes.</summary>
    public const double ToleratedBusyCores = 0.1;

    private static readonly (string Name, string Package)[] s_packages =
    [
        ("grpc C++", "libgrpc++-dev"),
        ("grpc-go", "golang-google-grpc-dev"),
        ("Go", "golang-go"),
        ("grpc Python", "python3-grpcio"),
        ("h2load", "nghttp2-client"),
    ];

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public static async Task<Machine> ReadAsync(CancellationToken cancellation)
    {
        var processors = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellation);
        var model = processors.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";
        var versions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Peregrine"] = await OutputOfAsync("git", ["-C", Repository.Root, "describe", "--always", "--dirty"], cancellation),
            [".NET"] = Environment.Version.ToString(),
        };
        foreach (var (name, package) in s_packages) versions[name] = await OutputOfAsync("dpkg-query", ["--show", "--showformat=${Version}", package], cancellation);
        versions["grpc-js"] = await OutputOfAsync("node", ["-p", $"require('{Repository.Built}/node/node_modules/@grpc/grpc-js/package.json').version"], cancellation);
        versions["Node"] = await OutputOfAsync("node", ["-p", "process.versions.node"], cancellation);
        return new(model, Environment.ProcessorCount, Environment.OSVersion.Version.ToString(3), versions);
    }

    /// <summary>How many cores were at work, on average, while this looked.</summary>
    public static async Task<double> BusyCoresAsync(CancellationToken cancellation)
    {
        var before = ReadTimes();
        await Task.Delay(s_look, cancellation);
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
