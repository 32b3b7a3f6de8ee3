using System.Diagnostics;
using System.Text.RegularExpressions;
using Comparison.Contestants;

namespace Comparison.Groups;

/// <summary>Publishes bench/GreeterServer in the ways that .NET knows. Where one cannot be made on this machine, it says why.</summary>
internal static partial class GreeterPublishing
{
    private static readonly (string Name, string Folder, string[] Options)[] s_ways =
    [
        ("Native AOT", "native", ["-p:Native=true"]),
        ("framework-dependent", "dependent", ["--self-contained", "false"]),
        ("ReadyToRun", "ready", ["--self-contained", "false", "-p:PublishReadyToRun=true"]),
        ("trimmed, ReadyToRun", "trimmed", ["--self-contained", "true", "-p:Trimmed=true", "-p:PublishReadyToRun=true"]),
    ];

    public static async Task<(IReadOnlyList<StartingProgram> Programs, IReadOnlyList<string> Problems)> PublishAsync(bool isQuick, CancellationToken cancellation)
    {
        var programs = new List<StartingProgram>();
        var problems = new List<string>();
        // Publishing takes a minute: a first look takes what has been published before, and what is built anyway.
        if (isQuick) return ([Program("framework-dependent, not published", Path.Combine(Repository.Root, "artifacts", "bin", "GreeterServer", "release"))], ["--quick does not publish."]);

        foreach (var (name, folder, options) in s_ways)
        {
            var output = Path.Combine(Repository.Built, "greeter", folder);
            await Console.Error.WriteLineAsync($"start: publishing, {name}");
            if (await RunAsync(output, options, cancellation) is { } problem) problems.Add($"{name} is not measured: {problem}");
            else programs.Add(Program(name, output) with { IsNative = folder == "native" });
        }

        return (programs, problems);
    }

    private static StartingProgram Program(string way, string folder) =>
        new($"{Names.Ours}, {way}", EntrantKind.Ours, Path.Combine(folder, "GreeterServer"), [], "/greet.Greeter/SayHello", StartingProgram.Hello);

    /// <returns>What went wrong, in one sentence; null when nothing did.</returns>
    private static async Task<string?> RunAsync(string output, string[] options, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "bench", "GreeterServer"),
            "--configuration", "Release", "--runtime", "linux-x64", "--nologo", "--output", output,
            // Apart from the ordinary build, whose packages are others.
            "--artifacts-path", Path.Combine(Repository.Built, "greeter", "build"),
            .. options,
        ];
        // With an input of its own it leaves the terminal alone, which may not be its to ask.
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var text = await process.StandardOutput.ReadToEndAsync(cancellation) + await errors;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode == 0) return null;
        var reason = Reason().Match(text);
        return reason.Success ? reason.Groups[1].Value + "." : "publishing failed.";
    }

    /// <summary>The code and the first sentence of an error.</summary>
    [GeneratedRegex(@"error (\w+: [^\n]*?)(?:\. |\.?\n)")]
    private static partial Regex Reason();
}
