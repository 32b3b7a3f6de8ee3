using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Peregrine.Packaging.Tests;

/// <summary>The sample, published as users publish: whole program analysis finds what no compiler of one assembly can.</summary>
public sealed partial class PublishTests
{
    private const string NativeRuntime = "Microsoft.NETCore.App.Runtime.NativeAOT";

    [Fact]
    public async Task The_sample_publishes_with_Native_AOT_without_a_warning_of_ours_and_runs()
    {
        Assert.SkipUnless(HasLinker(), "Native AOT needs a linker: install clang or gcc.");
        using var workshop = new Workshop();
        var (code, output) = await PublishAsync(workshop, "-p:Native=true");
        Assert.SkipWhen(
            code != 0 && output.Contains("NU1101", StringComparison.Ordinal) && output.Contains(NativeRuntime, StringComparison.Ordinal),
            $"Native AOT needs the package {NativeRuntime}.{RuntimeInformation.RuntimeIdentifier}, and the package sources of this machine do not have it. The trimmed sample is tested all the same.");

        await HoldAsync(workshop, code, output);
    }

    [Fact]
    public async Task The_sample_publishes_trimmed_without_a_warning_of_ours_and_runs()
    {
        using var workshop = new Workshop();
        var (code, output) = await PublishAsync(workshop, "-p:Trimmed=true", "--self-contained");

        await HoldAsync(workshop, code, output);
    }

    private static Task<(int Code, string Output)> PublishAsync(Workshop workshop, params string[] how) => Dotnet.TryAsync(
        Repository.Root,
        ["publish", "samples/Greeter", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", workshop.PathOf("out"), "-p:TrimmerSingleWarn=false", "-p:TreatWarningsAsErrors=false", .. how]);

    private static async Task HoldAsync(Workshop workshop, int code, string output)
    {
        Assert.True(code == 0, output);
        Assert.DoesNotContain(output.Split('\n'), line => IlWarning().IsMatch(line) && !line.Contains("Google.Protobuf", StringComparison.Ordinal));

        using var sample = Dotnet.Start(workshop.PathOf(Path.Combine("out", OperatingSystem.IsWindows() ? "Greeter.exe" : "Greeter")), workshop.Folder);
        sample.StandardInput.Close();
        var errors = sample.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = await sample.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(sample.ExitCode == 0, $"The sample ended with code {sample.ExitCode}:{Environment.NewLine}{printed}{await errors}");
    }

    private static bool HasLinker() => OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));

    [GeneratedRegex(@"\bIL[23]\d{3}\b")]
    private static partial Regex IlWarning();
}
