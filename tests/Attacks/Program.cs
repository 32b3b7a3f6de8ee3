using System.Diagnostics;
using Attacks;

const string Usage = """
    Usage: Attacks                  plays every attack against a server in a process of its own, and prints the table
           Attacks NAME...          those whose names contain one of these
           Attacks idle [COUNT]     what idle connections cost; 10000 by default
    """;

switch (args)
{
    case ["server"]:
        await TargetServer.RunAsync();
        return 0;
    case ["honest", var port]:
        await HonestClient.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["idle", .. var count]:
        return await IdleConnections.RunAsync(count.Length == 0 ? 10_000 : int.Parse(count[0], System.Globalization.CultureInfo.InvariantCulture)) ? 0 : 1;
    case ["-h" or "--help"]:
        Console.WriteLine(Usage);
        return 0;
    default:
        // An attacker has a machine of its own: here it only gets what server and honest client leave.
        Process.GetCurrentProcess().PriorityClass = ProcessPriorityClass.Idle;
        return await Report.RunAsync(args) ? 0 : 1;
}
