using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lifecycle;

/// <summary>A process of this program that can be killed, suspended and resumed.</summary>
internal sealed partial class Child : IDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Starts it and waits until it is ready; behind <paramref name="prefix"/>, such as a command that changes the network namespace.</summary>
    public static Child Start(string[] arguments, params string[] prefix)
    {
        string[] line = [.. prefix, Environment.ProcessPath!, .. arguments];
        var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadLine() == "ready" ? new Child(process) : throw new InvalidOperationException($"{string.Join(' ', line)} did not start.");
    }

    /// <summary>Suspends it: its sockets stay open and nobody answers.</summary>
    public void Suspend() => Signal(Stop);

    public void Resume() => Signal(Continue);

    /// <summary>Ends it without a word.</summary>
    public void KillAtOnce()
    {
        Signal(Kill);
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop.</summary>
    public void AskToStop() => Signal(Terminate);

    public Task WhenEndedAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited) KillAtOnce();
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (Send(_process.Id, signal) != 0) throw new InvalidOperationException($"Process {_process.Id} takes no signal {signal}.");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
