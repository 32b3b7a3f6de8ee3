using System.Diagnostics;
using System.Text;

namespace Peregrine.Packaging.Tests;

/// <summary>Runs the dotnet command as a user would, with nothing left running behind it.</summary>
internal static class Dotnet
{
    /// <summary>Runs a command and returns what it printed; fails the test with that when the exit code is not 0.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (code, output) = await TryAsync(folder, arguments);
        Assert.True(code == 0, $"'dotnet {string.Join(' ', arguments)}' ended with code {code}:{Environment.NewLine}{output}");
        return output;
    }

    public static async Task<(int Code, string Output)> TryAsync(string folder, params string[] arguments)
    {
        using var process = Start("dotnet", folder, arguments);
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString());
    }

    /// <summary>Starts a program with its streams in our hands.</summary>
    public static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["UseSharedCompilation"] = "false";
        return Process.Start(start)!;
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            if (line is not null) output.AppendLine(line);
        }
    }
}
