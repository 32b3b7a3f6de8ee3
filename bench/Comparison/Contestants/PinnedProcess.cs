using System.Diagnostics;

namespace Comparison.Contestants;

/// <summary>Programs on one core each: servers on the first, what drives them or is driven against them on the second.</summary>
internal static class PinnedProcess
{
    public const int ServerCore = 0;
    public const int ClientCore = 1;

    /// <summary>Starts a program through taskset, which becomes that program: the process id is the program's own.</summary>
    public static Process Start(int core, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("taskset", ["-c", core.ToString(), program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new ContestantException($"{program} did not start.");
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(int core, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(core, program, arguments);
        using var killed = cancellation.Register(process.Kill);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode == 0) return output;
        throw new ContestantException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }
}
