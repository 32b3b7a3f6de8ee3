using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Corpus;
using Corpus.CSharp;
using Peregrine.ProtocOracle;

if (args is [JudgeProcess.Command, var folder, var count])
    return JudgeProcess.Judge(folder, int.Parse(count, CultureInfo.InvariantCulture));

var cache = new Option<string>("--cache") { Description = "Where tests/Corpus/fetch has put the packages.", Required = true };
var package = new Option<string>("--package") { Description = "Only packages whose name contains this." };
var limit = new Option<int>("--limit") { Description = "How many files of one package are compared, evenly spread; 0 means all.", DefaultValueFactory = _ => 400 };
var seeds = new Option<int>("--seeds") { Description = "Random messages of each type.", DefaultValueFactory = _ => 3 };
var parallel = new Option<int>("--parallel") { Description = "Sets of files that are compared at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
var update = new Option<bool>("--update") { Description = "Writes what cannot be compared into exceptions.tsv." };
var command = new RootCommand("Compiles the files of the corpus to C# with protoc and with Peregrine.ProtoCompiler, and compares both: public surface, descriptors, messages.")
{
    cache, package, limit, seeds, parallel, update,
};

command.SetAction(arguments =>
{
    var clock = Stopwatch.StartNew();
    var repository = typeof(UnitFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryPath").Value!;
    var exceptions = Path.Combine(repository, "tests", "Corpus.CSharp", "exceptions.tsv");
    var known = KnownExceptions.Read(exceptions);
    var temporary = Directory.CreateTempSubdirectory("corpus").FullName;
    try
    {
        var packages = CorpusPackage.ReadList(Path.Combine(repository, "tests", "Corpus", "packages.tsv"), arguments.GetValue(cache)!);
        packages.Add(OwnCases.WriteTo(Path.Combine(temporary, "own"), repository));
        if (arguments.GetValue(package) is { } wanted)
            packages.RemoveAll(one => !one.Name.Contains(wanted, StringComparison.Ordinal));
        string[] common = [Protoc.IncludePath, OwnCases.WriteEmbeddedTo(Path.Combine(temporary, "embedded"))];

        var selection = new Selection(arguments.GetValue(limit));
        // Lazily, so that no more than what is being compared is in memory.
        var sets = CorpusUnit.Of(packages, common)
            .Select(unit => new UnitFiles(unit, selection.Of(unit.Files)))
            .SelectMany(files => ClosedSet.Of(files, files.Compile().Where(selection.IsNew)));

        var verdicts = new ConcurrentBag<Verdict>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = arguments.GetValue(parallel) };
        Parallel.ForEach(Partitioner.Create(sets, EnumerablePartitionerOptions.NoBuffering), options, set =>
        {
            foreach (var verdict in SetComparison.Compare(set, arguments.GetValue(seeds)))
                verdicts.Add(verdict);
        });

        var report = new Report([.. verdicts], known);
        report.Print(packages.Where(static one => !one.IsPresent).Select(static one => one.Name), clock.Elapsed, Process.GetCurrentProcess().PeakWorkingSet64);
        if (arguments.GetValue(update))
            known.Update(verdicts, exceptions);
        return report.Failed == 0 ? 0 : 1;
    }
    finally
    {
        Directory.Delete(temporary, recursive: true);
    }
});

return command.Parse(args).Invoke();
