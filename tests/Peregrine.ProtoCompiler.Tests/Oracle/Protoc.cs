using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>The native compiler, as judge.</summary>
internal static class Protoc
{
    public static string PackagePath { get; } = typeof(Protoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "GrpcToolsPath").Value
        ?? throw new InvalidOperationException("The path of the package is not known.");

    public static string IncludePath { get; } = Path.Combine(PackagePath, "build", "native", "include");

    private static string Executable { get; } = Path.Combine(PackagePath, "tools", Platform(), OperatingSystem.IsWindows() ? "protoc.exe" : "protoc");

    /// <summary>Compiles one file; the descriptor set, or what was printed if it was rejected.</summary>
    public static Result Compile(IEnumerable<string> roots, string file, bool sourceInfo = false)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Executable) { RedirectStandardError = true };
            foreach (var root in roots)
                start.ArgumentList.Add("-I" + root);
            start.ArgumentList.Add("--include_imports");
            if (sourceInfo)
                start.ArgumentList.Add("--include_source_info");
            start.ArgumentList.Add("--descriptor_set_out=" + output);
            start.ArgumentList.Add(file);
            using var process = Process.Start(start) ?? throw new InvalidOperationException("protoc did not start.");
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return new Result(process.ExitCode == 0 ? File.ReadAllBytes(output) : null, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && system == "linux" ? "_arm64" : "_x64");
    }

    internal sealed record Result(byte[]? DescriptorSet, IReadOnlyList<string> Output);
}
