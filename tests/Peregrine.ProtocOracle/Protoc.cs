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

    /// <summary>The well-known files that come with it.</summary>
    public static string IncludePath { get; } = Path.Combine(Package, "build", "native", "include");

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
            return [.. Directory.EnumerateFiles(output, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    /// <summary>The C# that protoc writes for files of one folder that it accepts.</summary>
    public static IReadOnlyList<CSharpFile> CSharp(string folder, IEnumerable<string> names) =>
        TryCSharp([folder], names, out var errors) ?? throw new InvalidOperationException(errors);

    private static CSharpFile Read(string path)
    {
        var text = File.ReadAllText(path);
        var start = text.IndexOf(SourceLine, StringComparison.Ordinal) + SourceLine.Length;
        return new CSharpFile(text[start..text.IndexOf('\n', start)].Trim(), text);
    }

    private static bool Run(string[] arguments, out string errors)
    {
        var start = new ProcessStartInfo(Path.Combine(Package, "tools", Platform(), "protoc"), arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macosx" : "linux";
        return system + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "_arm64" : "_x64");
    }
}
