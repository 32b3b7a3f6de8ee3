using System.Diagnostics;
using System.Text;
using Measuring;

namespace Incremental.Building;

/// <summary>What a command has cost.</summary>
/// <param name="Seconds">From start to end.</param>
/// <param name="CpuSeconds">User and system, all processes.</param>
/// <param name="Output">What it printed.</param>
internal sealed record DotnetRun(double Seconds, double CpuSeconds, string Output);

/// <summary>Runs the dotnet command, each time anew: nothing stays behind that would make the next one warm.</summary>
internal static class Dotnet
{
    public static async Task<DotnetRun> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        var output = new StringBuilder();
        var cpu = CpuTime.OfChildren();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!; // a program that is not there throws
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(cancellationToken);
        var run = new DotnetRun(clock.Elapsed.TotalSeconds, (CpuTime.OfChildren() - cpu) / 1e3, output.ToString());
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'dotnet {string.Join(' ', arguments)}' ended with code {process.ExitCode}:\n{run.Output}");
        return run;
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            if (line is not null)
                output.AppendLine(line);
        }
    }
}
