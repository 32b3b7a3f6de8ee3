namespace Soak;

/// <summary>One run: traffic for the time that is asked for, a sample of both processes each second, then the files and the verdict.</summary>
internal sealed class SoakRun(SoakArguments arguments)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // No call takes a second by itself: what has not ended by then hangs.
    private static readonly TimeSpan s_lastCalls = TimeSpan.FromMinutes(1);

    private readonly Tally _tally = new();
    private readonly List<Sample> _samples = [];

    /// <summary>Whether everything was as it should be.</summary>
    public async Task<bool> RunAsync()
    {
        Directory.CreateDirectory(arguments.Output);
        var csv = Path.Combine(arguments.Output, "soak.csv");
        var svg = Path.Combine(arguments.Output, "soak.svg");
        using var server = new ServerProcess();
        await WarmUpAsync(server);
        var (clientBefore, serverBefore) = await CollectAsync(server);

        using var stop = new CancellationTokenSource();
        var traffic = new Traffic(server, arguments, _tally).RunAsync(stop.Token);
        await SampleAsync(server, csv);
        await stop.CancelAsync();
        if (await Task.WhenAny(traffic, Task.Delay(s_lastCalls)) == traffic) await traffic;
        else _tally.FailRunning();
        await Task.Delay(s_second); // the server sees the ends of the last connections
        var (clientAfter, serverAfter) = await CollectAsync(server);

        await File.WriteAllTextAsync(svg, Graph.Draw(_samples));
        foreach (var line in _tally.Describe()) Console.WriteLine(line);
        Console.WriteLine($"{_tally.Calls} calls on {_tally.Opened} connections; {csv}, {svg}\n");
        return Verdict.Print(_samples, _tally, clientBefore, serverBefore, clientAfter, serverAfter);
    }

    // One call of each kind, so that what is set up once counts as being there before.
    private async Task WarmUpAsync(ServerProcess server)
    {
        for (var choice = 0; choice < 3; choice++)
        {
            await using var channel = server.Open(choice);
            foreach (var (_, _, make) in Calls.Kinds) await make(new Calls(new Wire.Soak.SoakClient(channel), new Random(choice)));
        }
    }

    private static async Task<(Footprint Client, Footprint Server)> CollectAsync(ServerProcess server)
    {
        Footprint.Collect();
        return (Footprint.Now(), await server.AskAsync("collect"));
    }

    private async Task SampleAsync(ServerProcess server, string csv)
    {
        await using var file = new StreamWriter(csv) { AutoFlush = true };
        await file.WriteLineAsync(Sample.Header);
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(s_second);
        while (await timer.WaitForNextTickAsync())
        {
            var elapsed = time.GetElapsedTime(start);
            var sample = new Sample(elapsed.TotalSeconds, _tally.Connections, _tally.Opened, _tally.Calls, _tally.Errors, Footprint.Now(), await server.AskAsync("sample"));
            _samples.Add(sample);
            await file.WriteLineAsync(sample.ToString());
            if (_samples.Count % 60 == 0) Console.WriteLine(sample);
            if (elapsed >= arguments.Duration) return;
        }
    }
}
