using System.CommandLine;
using MessageCode.Contestants;
using MessageCode.Measurements;
using MessageCode.Reports;
using MessageCode.Shapes;
using Peregrine.ProtocOracle;

var rounds = new Option<int>("--rounds") { Description = "How often each contestant is measured; the table shows medians.", DefaultValueFactory = static _ => 15 };
var shape = new Option<string?>("--shape") { Description = "Only shapes whose name contains this." };
var only = new Option<Operation?>("--only") { Description = "Only this operation." };

var root = new RootCommand("Measures the message classes that Peregrine generates beside those of protoc: CPU time per operation, contestants alternating in one process.")
{
    rounds, shape, only,
};
root.SetAction(parsed =>
{
    var wanted = parsed.GetValue(shape) ?? "";
    Operation[] operations = parsed.GetValue(only) is { } one ? [one] : Enum.GetValues<Operation>();
    var duels = Contest.Duels(Samples.All.Where(sample => sample.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)), operations);
    WarmUp.Run(duels);
    for (var round = 0; round < parsed.GetValue(rounds); round++)
    {
        foreach (var duel in duels)
            duel.Round();
        Console.Error.Write('.');
    }
    Console.Error.WriteLine();
    Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Protoc.Version}; nanoseconds of CPU per operation, ratio = protoc / ours\n");
    Table.Print([.. duels.Select(static duel => duel.Result())], operations);
});
return root.Parse(args).Invoke();
