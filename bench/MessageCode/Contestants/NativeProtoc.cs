using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MessageCode.Contestants;

/// <summary>The native protoc of the package Grpc.Tools.</summary>
internal static class NativeProtoc
{
    private static readonly string Package = typeof(NativeProtoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "GrpcTools").Value!;

    /// <summary>The C# of files below one folder.</summary>
    public static string[] CSharp(string folder, IEnumerable<string> names)
    {
        var output = Directory.CreateTempSubdirectory("messagecode-").FullName;
        try
        {
            Run(["--csharp_out=" + output, "--csharp_opt=base_namespace=", "-I" + folder, "-I" + Path.Combine(Package, "build", "native", "include"), .. names]);
            return [.. Directory.EnumerateFiles(output, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    public static string Version() => Run(["--version"]).Trim();

    private static string Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Package, "tools", Platform(), "protoc"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("protoc did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors.Result);
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "_arm64" : "_x64");
    }
}
