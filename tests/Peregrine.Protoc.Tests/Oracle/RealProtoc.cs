using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Peregrine.Protoc.Tests.Oracle;

/// <summary>The native compiler, as judge.</summary>
internal static class RealProtoc
{
    private static string Package { get; } = typeof(RealProtoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "GrpcToolsPath").Value!;

    public static string IncludePath { get; } = Path.Combine(Package, "build", "native", "include");

    /// <summary>Its plugin for C# services.</summary>
    public static string GrpcPlugin { get; } = Tool("grpc_csharp_plugin");

    /// <summary>Our own program, as a plugin that protoc can start.</summary>
    public static string PeregrinePlugin { get; } = Path.Combine(AppContext.BaseDirectory, Executable("Peregrine.Protoc"));

    public static Outcome Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Tool("protoc"), arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var messages = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), messages);
    }

    private static string Tool(string name)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        var platform = system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && system == "linux" ? "_arm64" : "_x64");
        return Path.Combine(Package, "tools", platform, Executable(name));
    }

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
