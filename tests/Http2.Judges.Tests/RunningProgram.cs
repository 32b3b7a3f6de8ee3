using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Http2.Judges.Tests;

/// <summary>A program that runs beside the test; it ends with it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Announcement = "listening on ";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60); // a program that takes longer hangs

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; private set; }

    /// <summary>Starts a server that says "listening on PORT".</summary>
    public static async Task<RunningProgram> StartAsync(params string[] command)
    {
        var program = new RunningProgram(command);
        program.Port = await program._port.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        return program;
    }

    /// <summary>Starts a server that is told its port, and waits until it takes connections.</summary>
    public static async Task<RunningProgram> StartOnAsync(int port, params string[] command)
    {
        var program = new RunningProgram(command) { Port = port };
        var started = Stopwatch.StartNew();
        while (!await CanConnectAsync(port))
        {
            Assert.False(program._process.HasExited || started.Elapsed > s_patience, $"{command[0]} does not listen on port {port}: {program.Output()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        return program;
    }

    /// <summary>Runs a program to its end; the test fails when its exit code is not 0.</summary>
    public static async Task<string> RunAsync(params string[] command)
    {
        var (code, output) = await TryAsync(command);
        Assert.True(code == 0, $"'{string.Join(' ', command)}' ended with code {code}: {output}");
        return output;
    }

    public static async Task<(int Code, string Output)> TryAsync(params string[] command)
    {
        await using var program = new RunningProgram(command);
        await program._process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        return (program._process.ExitCode, program.Output());
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> CanConnectAsync(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Output()
    {
        lock (_output) return _output.ToString();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            _port.TrySetException(new InvalidOperationException($"{_process.StartInfo.FileName} ended before it listened: {Output()}"));
            return;
        }
        lock (_output) _output.AppendLine(line);
        if (line.StartsWith(Announcement, StringComparison.Ordinal)) _port.TrySetResult(int.Parse(line.AsSpan(Announcement.Length), CultureInfo.InvariantCulture));
    }
}
