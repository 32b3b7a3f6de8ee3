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
    public static Result Compile(IEnumerable<string> roots, string file, bool sourceInfo = false) => Compile(roots, [file], sourceInfo);

    /// <summary>Compiles files in one go, which gives all or nothing. They are named by import path.</summary>
    public static Result Compile(IEnumerable<string> roots, IReadOnlyCollection<string> files, bool sourceInfo)
    {
        // In a folder of its own, so that no import path is taken for a file in the current folder.
        var folder = Directory.CreateTempSubdirectory("protoc").FullName;
        try
        {
            var output = Path.Combine(folder, "set.out");
            var arguments = roots.Select(root => "-I" + Path.GetFullPath(root)).Append("--include_imports").Append("--descriptor_set_out=" + output);
            if (sourceInfo)
                arguments = arguments.Append("--include_source_info");
            var list = Path.Combine(folder, "arguments.in");
            File.WriteAllLines(list, [.. arguments, .. files]);
            var start = new ProcessStartInfo(Executable) { RedirectStandardError = true, WorkingDirectory = folder, ArgumentList = { "@" + list } };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("protoc did not start.");
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return new Result(process.ExitCode == 0 ? File.ReadAllBytes(output) : null, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && system == "linux" ? "_arm64" : "_x64");
    }

    internal sealed record Result(byte[]? DescriptorSet, IReadOnlyList<string> Output);
}
