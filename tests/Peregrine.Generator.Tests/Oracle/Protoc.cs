using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>The native protoc of the NuGet package Grpc.Tools, which judges what ours writes.</summary>
internal static class Protoc
{
    private static readonly string Root = typeof(Protoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "GrpcTools").Value!;

    /// <summary>The C# that protoc writes for files of one folder.</summary>
    public static string[] CSharp(string folder, IEnumerable<string> names)
    {
        var output = Directory.CreateTempSubdirectory("protoc-").FullName;
        try
        {
            Run(["--csharp_out=" + output, "--csharp_opt=base_namespace=", "-I" + folder, .. names]);
            return [.. Directory.EnumerateFiles(output, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static void Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "tools", Platform(), "protoc")) { RedirectStandardError = true };
        foreach (var argument in arguments.Append("-I" + Path.Combine(Root, "build", "native", "include")))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "_arm64" : "_x64");
    }
}
