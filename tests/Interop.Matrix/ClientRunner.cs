using System.Threading.Channels;

namespace Interop.Matrix;

/// <summary>Runs the client of each pair and turns what it prints into verdicts.</summary>
internal sealed class ClientRunner(ServerPool servers, TimeSpan guard)
{
    public async Task<IReadOnlyList<Verdict>> RunAsync(IReadOnlyList<Pair> plan, int parallel, CancellationToken cancellation)
    {
        var verdicts = new List<Verdict>[plan.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        await Parallel.ForAsync(0, plan.Count, options, async (index, _) =>
        {
            verdicts[index] = await RunAsync(plan[index]);
            Console.Error.WriteLine($"{plan[index].Name}: {Summary(verdicts[index])}");
        });
        return [.. verdicts.SelectMany(each => each)];
    }

    private static string Summary(List<Verdict> verdicts) =>
        string.Join(", ", verdicts.GroupBy(verdict => verdict.Outcome).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));

    // A client runs all cases on one channel. One that dies or hangs in the middle fails that case, and a fresh one goes on after it.
    private async Task<List<Verdict>> RunAsync(Pair pair)
    {
        var verdicts = new List<Verdict>();
        RunningServer server;
        try
        {
            server = await servers.GetAsync(pair.Server, pair.Security);
        }
        catch (InvalidOperationException e)
        {
            return [.. pair.Cases.Select(name => new Verdict(pair, name, Outcome.Failed, e.Message))];
        }

        while (verdicts.Count < pair.Cases.Count)
        {
            await RunRestAsync(pair, server, verdicts);
        }
        return verdicts;
    }

    private async Task RunRestAsync(Pair pair, RunningServer server, List<Verdict> verdicts)
    {
        var before = verdicts.Count;
        var rest = pair.Cases.Skip(verdicts.Count).Take(pair.Server.HasPortPerCase ? 1 : int.MaxValue).ToArray();
        var client = ChildProcess.Start(pair.Client.Client, [.. Flags(pair, server.PortFor(rest[0]), rest), .. await TokenFlagsAsync(rest)]);
        var ended = await ReadVerdictsAsync(pair, client, verdicts, rest);
        if (!ended) client.Kill();
        var exitCode = await client.WaitAsync(guard);

        if (verdicts.Count < before + rest.Length)
        {
            var why = ended ? $"the client ended with exit code {exitCode}" : $"no verdict within {guard.TotalSeconds:0} s";
            verdicts.Add(new(pair, pair.Cases[verdicts.Count], Outcome.Failed, Explain(why, client, server)));
        }
        FillIn(verdicts, client, server, exitCode, rest.Length);
    }

    // True when the client's output ended, false when it went silent.
    private async Task<bool> ReadVerdictsAsync(Pair pair, ChildProcess client, List<Verdict> verdicts, string[] rest)
    {
        try
        {
            foreach (var name in rest)
            {
                using var silence = new CancellationTokenSource(guard);
                var line = await client.Output.ReadAsync(silence.Token);
                if (line == $"passed {name}") verdicts.Add(new(pair, name, Outcome.Passed));
                else if (line == $"failed {name}") verdicts.Add(new(pair, name, Outcome.Failed));
                else if (line.StartsWith($"skipped {name}: ", StringComparison.Ordinal)) verdicts.Add(new(pair, name, Outcome.Skipped, line[$"skipped {name}: ".Length..]));
                else verdicts.Add(new(pair, name, Outcome.Failed, $"the client said '{line}' where its verdict on {name} was due"));
            }
            using var exit = new CancellationTokenSource(guard);
            await client.Output.Completion.WaitAsync(exit.Token);
            return true;
        }
        catch (ChannelClosedException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // The reasons come on the other stream, so they are complete only after the end. An exit code that contradicts the verdicts is a failure too.
    private static void FillIn(List<Verdict> verdicts, ChildProcess client, RunningServer server, int exitCode, int count)
    {
        var anyFailed = false;
        for (var i = Math.Max(0, verdicts.Count - count); i < verdicts.Count; i++)
        {
            var verdict = verdicts[i];
            if (verdict.Outcome is not Outcome.Failed) continue;
            anyFailed = true;
            if (verdict.Detail.Length == 0) verdicts[i] = verdict with { Detail = Explain($"exit code {exitCode}", client, server, $"{verdict.Case}: ") };
        }
        if (exitCode != 0 && !anyFailed)
        {
            verdicts[^1] = verdicts[^1] with { Outcome = Outcome.Failed, Detail = Explain($"all cases passed, but the exit code is {exitCode}", client, server) };
        }
    }

    private static string Explain(string what, ChildProcess client, RunningServer server, string? reasonStart = null)
    {
        var reasons = client.Errors().Split(Environment.NewLine);
        var reason = reasonStart is null ? null : reasons.FirstOrDefault(line => line.StartsWith(reasonStart, StringComparison.Ordinal))?[reasonStart.Length..];
        var text = reason ?? $"{what}; client: {string.Join(Environment.NewLine, reasons)}";
        if (server.HasExited) text += $"{Environment.NewLine}the server is dead: {server.Errors()}";
        return text;
    }

    private async Task<string[]> TokenFlagsAsync(string[] cases)
    {
        if (!cases.Intersect(Plan.Credentials).Any()) return [];
        var tokens = await servers.GetAsync(Peer.TokenServer, Security.Plaintext);
        return [$"--token_server=http://127.0.0.1:{tokens.Port}"];
    }

    private static List<string> Flags(Pair pair, int port, string[] cases)
    {
        List<string> flags = ["--server_host=127.0.0.1", $"--server_port={port}", $"--test_case={string.Join(',', cases)}"];
        if (pair.Client.IsOurs) flags.AddRange(["--soak_per_iteration_max_acceptable_latency_ms=60000", "--soak_overall_timeout_seconds=60", "--iteration_interval=0.1"]); // no verdict of a busy machine
        if (pair.Security is Security.Plaintext)
        {
            flags.Add("--use_tls=false");
            return flags;
        }
        flags.AddRange(["--use_tls=true", Certificates.Flag("ca_file", "ca.pem"), $"--server_host_override={Certificates.ServerName}"]);
        if (pair.Security is Security.Mtls) flags.AddRange([Certificates.Flag("cert_file", "client.pem"), Certificates.Flag("key_file", "client.key")]);
        return flags;
    }
}
