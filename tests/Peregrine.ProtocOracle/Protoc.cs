using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Peregrine.ProtocOracle;

/// <summary>The native protoc of the NuGet package Grpc.Tools, which judges what ours writes.</summary>
public static class Protoc
{
    private const string SourceLine = "//     source: ";

    private static readonly string Package = typeof(Protoc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "GrpcTools").Value!;

    /// <summary>The native program.</summary>
    public static string Program { get; } = Path.Combine(Package, "tools", Platform(), "protoc");

    /// <summary>The well-known files that come with it.</summary>
    public static string IncludePath { get; } = Path.Combine(Package, "build", "native", "include");

    /// <summary>What it says about itself: <c>libprotoc</c> and a number.</summary>
    public static string Version { get; } = Run(["--version"], out _, out var version) ? version.Trim() : "protoc";

    /// <summary>The C# that protoc writes for files, or what it printed when it rejected one of them.</summary>
    /// <param name="roots">The folders that import names start from; those that come with protoc are added.</param>
    /// <param name="names">The import names.</param>
    /// <param name="errors">What it printed.</param>
    public static IReadOnlyList<CSharpFile>? TryCSharp(IEnumerable<string> roots, IEnumerable<string> names, out string errors)
    {
        var output = Directory.CreateTempSubdirectory("protoc-").FullName;
        try
        {
            if (!Run(["--csharp_out=" + output, "--csharp_opt=base_namespace=", .. roots.Append(IncludePath).Select(static root => "-I" + root), .. names], out errors))
                return null;
            return [.. Directory.EnumerateFiles(output, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Read(output, path))];
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    /// <summary>The C# that protoc writes for files of one folder that it accepts.</summary>
    public static IReadOnlyList<CSharpFile> CSharp(string folder, IEnumerable<string> names) =>
        TryCSharp([folder], names, out var errors) ?? throw new InvalidOperationException(errors);

    private static CSharpFile Read(string folder, string path)
    {
        var text = File.ReadAllText(path);
        var start = text.IndexOf(SourceLine, StringComparison.Ordinal) + SourceLine.Length;
        return new CSharpFile(text[start..text.IndexOf('\n', start)].Trim(), text, Path.GetRelativePath(folder, path).Replace('\\', '/'));
    }

    private static bool Run(string[] arguments, out string errors) => Run(arguments, out errors, out _);

    private static bool Run(string[] arguments, out string errors, out string output)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output = printed.GetAwaiter().GetResult();
        return process.ExitCode == 0;
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "_arm64" : "_x64");
    }
}
