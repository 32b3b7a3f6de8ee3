using System.CommandLine;
using Incremental.Building;
using Incremental.Editing;
using Incremental.Protos;

var files = new Option<int>("--files") { Description = "How many .proto files the project has.", DefaultValueFactory = static _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "How often each thing is done; the tables show medians.", DefaultValueFactory = static _ => 15 };
var only = new Option<string[]>("--only") { Description = "editing, building or unchanged; several may be given." };
only.AcceptOnlyFromAmong("editing", "building", "unchanged");

var root = new RootCommand("Measures what .proto files add to a build and to an editor: a project of many files, built by the packages of this tree, and edited in this process.")
{
    files, rounds, only,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var (count, times) = (parsed.GetValue(files), parsed.GetValue(rounds));
    bool Is(string part) => parsed.GetValue(only) is not { Length: > 0 } parts || parts.Contains(part);
    Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} cores, {count} files\n");
    if (Is("editing"))
        EditingRuns.Print(new ProtoTree(count), times);
    if (!Is("unchanged") && !Is("building"))
        return;
    using var feed = await PackageFeed.PackAsync(cancellationToken);
    if (Is("unchanged"))
        await UnchangedRuns.PrintAsync(feed, count, times, cancellationToken);
    if (Is("building"))
        await BuildingRuns.PrintAsync(feed, new ProtoTree(count), cancellationToken);
});
return await root.Parse(args).InvokeAsync();
