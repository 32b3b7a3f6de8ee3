using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Corpus;
using Peregrine.ProtoCompiler.Tests.Oracle;

var update = new Option<bool>("--update") { Description = "Writes what was found into corpus.tsv." };
var package = new Option<string>("--package") { Description = "Only packages whose name contains this." };
var rejected = new Option<bool>("--rejected") { Description = "Also prints why files are rejected." };
var cache = new Option<string>("--cache") { Description = "Where tests/Corpus/fetch has put the packages.", Required = true };
var command = new RootCommand("Compiles every file of the corpus with protoc and with Peregrine.ProtoCompiler and compares the descriptor sets.") { update, package, rejected, cache };

command.SetAction(arguments =>
{
    var clock = Stopwatch.StartNew();
    var repository = typeof(CorpusUnit).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryPath").Value!;
    var kept = VerdictList.Read(Path.Combine(repository, "tests", "Corpus", "corpus.tsv"));
    var temporary = Directory.CreateTempSubdirectory("corpus").FullName;
    try
    {
        var packages = CorpusPackage.ReadList(Path.Combine(repository, "tests", "Corpus", "packages.tsv"), arguments.GetValue(cache)!);
        packages.Add(OwnCases.WriteTo(Path.Combine(temporary, "own"), repository));
        if (arguments.GetValue(package) is { } wanted)
            packages.RemoveAll(p => !p.Name.Contains(wanted, StringComparison.Ordinal));
        string[] common = [Protoc.IncludePath, OwnCases.WriteEmbeddedTo(Path.Combine(temporary, "embedded"))];
        var report = new Report(kept, arguments.GetValue(rejected));
        foreach (var unit in CorpusUnit.Of(packages, common))
            report.Add(unit.Name, new UnitJudge(unit).Judge());
        report.Finish(packages, clock.Elapsed);
        if (arguments.GetValue(update))
            report.WriteList(packages, Path.Combine(repository, "tests", "Corpus", "corpus.tsv"));
        return report.Failed == 0 ? 0 : 1;
    }
    finally
    {
        Directory.Delete(temporary, recursive: true);
    }
});

return await command.Parse(args).InvokeAsync();
