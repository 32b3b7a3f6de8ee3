using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Interop.Matrix;

/// <summary>A process whose standard output is read line by line, and whose last errors are kept.</summary>
internal sealed class ChildProcess
{
    private const int KeptErrorLines = 20;
    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = new();
    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _errors = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null) _output.Writer.TryComplete();
            else _output.Writer.TryWrite(e.Data);
        };
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is not null) Keep(e.Data);
        };
    }

    public ChannelReader<string> Output => _output.Reader;

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(string[] command, IEnumerable<string> flags)
    {
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. flags])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = Peer.RepositoryRoot,
        };
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.Start();
        Running[child] = true;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>What the process last wrote to standard error.</summary>
    public string Errors()
    {
        lock (_errors) return string.Join(Environment.NewLine, _errors);
    }

    /// <summary>Waits for the end of the process and of both its outputs; kills it when that takes longer than the guard.</summary>
    public async Task<int> WaitAsync(TimeSpan guard)
    {
        using var killer = new Timer(_ => Kill(), null, guard, Timeout.InfiniteTimeSpan);
        await _process.WaitForExitAsync();
        Running.TryRemove(this, out _);
        return _process.ExitCode;
    }

    public void Kill()
    {
        Running.TryRemove(this, out _);
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    /// <summary>From now on a signal that ends this program ends what it started first.</summary>
    public static IDisposable KillAllOn(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ =>
    {
        foreach (var child in Running.Keys) child.Kill();
    });

    private void Keep(string line)
    {
        lock (_errors)
        {
            if (_errors.Count == KeptErrorLines) _errors.Dequeue();
            _errors.Enqueue(line);
        }
    }
}
