using System.CommandLine;
using Compilers;
using Compilers.Contestants;
using Compilers.Loads;
using Peregrine.ProtocOracle;

var rounds = new Option<int>("--rounds") { Description = "How often each contestant compiles each load; the table shows medians.", DefaultValueFactory = static _ => 5 };
var only = new Option<string?>("--only") { Description = "Only loads whose name contains this." };
var cache = new Option<string>("--cache") { Description = "Where tests/Corpus/fetch has put the packages.", Required = true };

var root = new RootCommand("Compiles real .proto files with protoc and with Peregrine, contestants alternating: CPU time per file.") { rounds, only, cache };
root.SetAction(parsed =>
{
    var loads = CorpusLoads.All(parsed.GetValue(cache)!).Where(load => load.Name.Contains(parsed.GetValue(only) ?? "", StringComparison.Ordinal)).ToArray();
    var tool = Path.Combine(AppContext.BaseDirectory, "..", "..", "Peregrine.Protoc", "release", "Peregrine.Protoc");
    Contestant[] contestants = [new CompilerProcess("protoc", Protoc.Program, Protoc.IncludePath), new CompilerProcess("ours, cold", tool), new WarmLibrary()];
    var table = new ResultTable(contestants);
    foreach (var load in loads)
    {
        // The first two rounds warm up.
        for (var round = -2; round < parsed.GetValue(rounds); round++)
        {
            foreach (var product in Enum.GetValues<Product>())
            {
                foreach (var contestant in contestants)
                {
                    if (contestant.Compile(load, product) is { } milliseconds && round >= 0)
                        table.Add(load, contestant, product, milliseconds);
                }
            }
        }
        Console.Error.WriteLine($"{load.Name}: {load.Files.Count} files");
    }
    Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Protoc.Version}; milliseconds of CPU per file\n");
    table.Print(loads);
});
return root.Parse(args).Invoke();
