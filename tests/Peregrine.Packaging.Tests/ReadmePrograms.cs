using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Peregrine.Packaging.Tests;

/// <summary>The README's server and client, built in a workshop.</summary>
internal static partial class ReadmePrograms
{
    private static readonly string[] s_projects = [Readme.Server, Readme.Client];

    /// <summary>Builds both so that any warning is an error.</summary>
    public static async Task BuildAsync(Workshop workshop)
    {
        foreach (var project in s_projects)
        {
            var output = await Dotnet.RunAsync(workshop.PathOf(project), "build", "-c", "Release", "-warnaserror");
            Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
        }
    }

    /// <summary>Runs the server on a free port, lets the client call it, and stops the server by Enter. Returns what the client printed.</summary>
    public static async Task<string> RunAsync(Workshop workshop)
    {
        using var server = Dotnet.Start("dotnet", workshop.Folder, Program(workshop, Readme.Server), "http://127.0.0.1:0");
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var greeting = await server.StandardOutput.ReadLineAsync(cancellation) ?? "";
            var address = Address().Match(greeting);
            Assert.True(address.Success, $"The server printed '{greeting}' and: {(address.Success ? "" : await server.StandardError.ReadToEndAsync(cancellation))}");

            var output = await Dotnet.RunAsync(workshop.Folder, Program(workshop, Readme.Client), address.Value);
            await server.StandardInput.WriteLineAsync();
            await server.WaitForExitAsync(cancellation);
            Assert.Equal(0, server.ExitCode);
            return output;
        }
        finally
        {
            Stop(server);
        }
    }

    private static string Program(Workshop workshop, string project) => workshop.PathOf(Path.Combine(project, "bin", "Release", "net10.0", $"{project}.dll"));

    private static void Stop(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }

    [GeneratedRegex(@"http://[\d.]+:\d+")]
    private static partial Regex Address();
}
