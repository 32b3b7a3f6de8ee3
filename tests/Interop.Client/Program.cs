using System.CommandLine;
using Interop.Client;

var flags = new ClientFlags();
var root = new RootCommand("gRPC's interop cases on Peregrine. Exits 0 only if every case passed.");
foreach (var option in flags.All) root.Add(option);

root.SetAction(async (arguments, _) =>
{
    await using var peer = new InteropPeer(flags.Read(arguments));
    var exit = 0;
    foreach (var name in arguments.GetValue(flags.TestCase)!.Split(','))
    {
        try
        {
            if (!CaseTable.Cases.TryGetValue(name, out var run)) throw new CaseFailedException($"This client has no such case. It has: {string.Join(' ', CaseTable.Cases.Keys)}");
            await run(peer);
            Console.WriteLine($"passed {name}");
        }
        catch (Exception e)
        {
            exit = 1;
            Console.Error.WriteLine($"{name}: {(e is CaseFailedException ? e.Message : e)}");
            Console.WriteLine($"failed {name}");
        }
    }
    return exit;
});

return await root.Parse(args).InvokeAsync();
