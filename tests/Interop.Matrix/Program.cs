using System.CommandLine;
using System.Runtime.InteropServices;
using Interop.Matrix;

var all = new Option<bool>("--all") { Description = "Also the pairs that Peregrine is not part of, which shows whether the peers themselves are right." };
var filter = new Option<string>("--filter") { Description = "Only what matches this regular expression; a run is named 'client>server/security/case', as in 'go>cpp/tls/ping_pong'." };
var security = new Option<Security[]>("--security") { Description = "Plaintext, Tls or Mtls.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [Security.Plaintext, Security.Tls] };
var parallel = new Option<int>("--parallel") { Description = "Pairs that run at once.", DefaultValueFactory = _ => 2 };
var guard = new Option<int>("--guard") { Description = "Seconds without a verdict after which a client counts as hanging.", DefaultValueFactory = _ => 60 };
var root = new RootCommand("Runs every interop client against every interop server: each case, over plaintext and over TLS.") { all, filter, security, parallel, guard };

using var onTerminate = ChildProcess.KillAllOn(PosixSignal.SIGTERM);
using var onInterrupt = ChildProcess.KillAllOn(PosixSignal.SIGINT);
using var onHangUp = ChildProcess.KillAllOn(PosixSignal.SIGHUP);

root.SetAction(async (arguments, cancellation) =>
{
    var peers = Peer.All();
    if (peers.Any(peer => !peer.IsBuilt))
    {
        Console.Error.WriteLine($"These peers are not built: {string.Join(", ", peers.Where(peer => !peer.IsBuilt).Select(peer => peer.Name))}. Run tests/peers/setup first.");
        return 2;
    }

    var plan = Plan.Make(peers, arguments.GetValue(security)!, arguments.GetValue(all), arguments.GetValue(filter));
    await using var servers = new ServerPool();
    var clients = new ClientRunner(servers, TimeSpan.FromSeconds(arguments.GetValue(guard)));
    var verdicts = await clients.RunAsync(plan, arguments.GetValue(parallel), cancellation);
    Report.Print(verdicts);
    return verdicts.Count > 0 && verdicts.All(verdict => verdict.Outcome is not Outcome.Failed) ? 0 : 1;
});

return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
