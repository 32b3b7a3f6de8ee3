using System.Diagnostics;
using System.Globalization;

namespace Comparison.Contestants;

/// <summary>A program on given cores, with its standard input and output, its CPU time and memory; killed on disposal.</summary>
internal sealed class RunningProgram : IDisposable
{
    private const int KeptErrorLines = 20;

    private readonly string _name;
    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private readonly ProcessCpuClock _cpu;

    public RunningProgram(string name, string cores, string program, IEnumerable<string> arguments)
    {
        _name = name;
        // taskset becomes the program: the process id is the program's own.
        var start = new ProcessStartInfo("taskset", ["-c", cores, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                // How .NET and Go, and how C++, Python and Node find the authority to trust.
                ["SSL_CERT_FILE"] = Repository.Certificate("ca.pem"),
                ["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"] = Repository.Certificate("ca.pem"),
                ["BENCH_PROTOS"] = Path.Combine(Repository.Root, "bench", "protos"),
                ["NODE_NO_WARNINGS"] = "1",
            },
        };
        _process = Process.Start(start) ?? throw new ContestantException($"{name} did not start.");
        _cpu = new ProcessCpuClock(_process.Id);
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>How long it may say nothing. By default much more than anything takes that is asked for here, also on a machine that is busy.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>User and system time of all its threads so far.</summary>
    /// <exception cref="ContestantException">It has ended.</exception>
    public TimeSpan CpuTime => _process.HasExited ? throw Ended() : _cpu.Read();

    /// <summary>Memory that is in use and in RAM (VmRSS of proc_pid_status(5)), in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            const string Name = "VmRSS:";
            if (_process.HasExited) throw Ended();
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(Name, StringComparison.Ordinal));
            return long.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Everything it prints until its end.</summary>
    /// <exception cref="ContestantException">It ended with another code than 0.</exception>
    /// <exception cref="TimeoutException">It said nothing for too long.</exception>
    public async Task<string> ReadToEndAsync(CancellationToken cancellation)
    {
        _process.StandardInput.Close();
        var output = await WithinPatienceAsync(_process.StandardOutput.ReadToEndAsync, cancellation);
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode == 0 ? output : throw Ended();
    }

    /// <summary>The next line it prints that begins so; others are passed over.</summary>
    /// <exception cref="ContestantException">It ended before.</exception>
    /// <exception cref="TimeoutException">It said nothing for too long.</exception>
    public async Task<string> ReadLineAsync(string beginning, CancellationToken cancellation)
    {
        while (await WithinPatienceAsync(token => _process.StandardOutput.ReadLineAsync(token).AsTask(), cancellation) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
        }

        await _process.WaitForExitAsync(cancellation);
        throw Ended();
    }

    public void WriteLine(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <summary>Throws when it has ended.</summary>
    public void CheckAlive()
    {
        if (_process.HasExited) throw Ended();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<T> WithinPatienceAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await read(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{_name} has said nothing for {Patience.TotalSeconds} s.");
        }
    }

    private void KeepError(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines) _errors.Dequeue();
        }
    }

    private ContestantException Ended()
    {
        lock (_errors) return new($"{_name} ended{(_process.HasExited ? $" with {_process.ExitCode}" : "")}: {string.Join('\n', _errors)}");
    }
}
