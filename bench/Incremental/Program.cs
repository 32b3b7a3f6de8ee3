using System.CommandLine;
using Incremental.Building;
using Incremental.Editing;
using Incremental.Protos;

var files = new Option<int>("--files") { Description = "How many .proto files the project has.", DefaultValueFactory = static _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How often each thing is done; the tables show medians.", DefaultValueFactory = static _ => 15 };
var only = new Option<string?>("--only") { Description = "editing or building." };
only.AcceptOnlyFromAmong("editing", "building");

var root = new RootCommand("Measures what .proto files add to a build and to an editor: a project of many files, built by the packages of this tree, and edited in this process.")
{
    files, rounds, only,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var tree = new ProtoTree(parsed.GetValue(files));
    Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} cores, {parsed.GetValue(files)} files\n");
    if (parsed.GetValue(only) is not "building")
        EditingRuns.Print(tree, parsed.GetValue(rounds));
    if (parsed.GetValue(only) is not "editing")
        await BuildingRuns.PrintAsync(tree, parsed.GetValue(rounds), cancellationToken);
});
return await root.Parse(args).InvokeAsync();
