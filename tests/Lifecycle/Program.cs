using Lifecycle;

switch (args)
{
    case ["server", .. var addresses]:
        await Children.ServeAsync(addresses);
        return 0;
    case ["holder", var address]:
        await Children.HoldAsync(address);
        return 0;
    case [] or ["--short"]:
        break;
    default:
        await Console.Error.WriteLineAsync("Usage: Lifecycle [--short]");
        return 2;
}

var isShort = args.Length > 0;
var report = new Report();
await report.TellAsync("start and stop", () => StartStop.TellAsync(isShort ? 50 : 1000));
await report.TellAsync("rolling restart of three servers under load", () => RollingRestart.TellAsync(isShort ? 1 : 10));
await report.TellAsync("drain", Drain.TellAsync);
await report.TellAsync("kill -9", () => Killed.TellAsync(isShort ? 1 : 5));
await report.TellAsync("suspended server", Silence.OfSuspendedServerAsync);
await report.TellAsync("suspended client", Silence.OfSuspendedClientAsync);
await report.TellAsync("cut network", Silence.OfCutNetworkAsync);
return report.Finish() ? 0 : 1;
