using System.Diagnostics;
using System.Runtime.Loader;
using System.Text.Json;
using Peregrine.ProtocOracle;

namespace Corpus.CSharp;

/// <summary>
/// Compares two assemblies in a process of their own, which loads them and ends: so a long run gets its memory back, and code that crashes a process
/// is a finding.
/// </summary>
internal static class JudgeProcess
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Command = "judge";

    /// <summary>Starts one and reads what it found.</summary>
    public static Judgement Run(byte[] protoc, byte[] ours, IEnumerable<string> files, int seeds)
    {
        var folder = Directory.CreateTempSubdirectory("judge-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "Protoc.dll"), protoc);
            File.WriteAllBytes(Path.Combine(folder, "Ours.dll"), ours);
            File.WriteAllLines(Path.Combine(folder, "files"), files);
            var program = Path.Combine(AppContext.BaseDirectory, typeof(JudgeProcess).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
            var start = new ProcessStartInfo(program, [Command, folder, $"{seeds}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<Judgement>(output)!
                : throw new InvalidOperationException($"The judge of {string.Join(' ', files)} ended with code {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What such a process does.</summary>
    /// <param name="folder">Where the assemblies lie.</param>
    /// <param name="seeds">How many random messages of each type.</param>
    public static int Judge(string folder, int seeds)
    {
        var context = AssemblyLoadContext.Default;
        var judgement = Judgement.Of(
            context.LoadFromAssemblyPath(Path.Combine(folder, "Protoc.dll")),
            context.LoadFromAssemblyPath(Path.Combine(folder, "Ours.dll")),
            File.ReadAllLines(Path.Combine(folder, "files")),
            seeds);
        Console.WriteLine(JsonSerializer.Serialize(judgement));
        return 0;
    }
}
