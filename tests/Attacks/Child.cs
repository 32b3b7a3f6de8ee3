using System.Diagnostics;

namespace Attacks;

/// <summary>This program again, as another process, that answers each line by one.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    public Child(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Attacks.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The process did not start.");
        FirstLine = ReadLine();
    }

    /// <summary>What it said when it was ready.</summary>
    public string FirstLine { get; }

    /// <summary>Memory that it has in RAM now, in bytes.</summary>
    public long ResidentBytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..].Replace("kB", "", StringComparison.Ordinal),
        System.Globalization.CultureInfo.InvariantCulture) * 1024;

    public string Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        return ReadLine();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process ended with code {_process.ExitCode}.");
}
