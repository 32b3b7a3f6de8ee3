using System.CommandLine;
using Corpus;

var cache = new Option<string>("--cache") { Description = "Where tests/Corpus/fetch has put the packages.", Required = true, Recursive = true };
var package = new Option<string>("--package") { Description = "Only packages whose name contains this.", Recursive = true };
var update = new Option<bool>("--update") { Description = "Writes what was found into corpus.tsv." };
var rejected = new Option<bool>("--rejected") { Description = "Also prints why files are rejected." };
var root = new RootCommand("Compiles every file of the corpus with protoc and with Peregrine.ProtoCompiler and compares the descriptor sets.") { cache, package, update, rejected };
root.SetAction(arguments =>
{
    using var corpus = new LocalCorpus(arguments.GetValue(cache)!, arguments.GetValue(package));
    return CompareRun.Run(corpus, arguments.GetValue(update), arguments.GetValue(rejected));
});

var count = new Argument<int>("count") { Description = "How many." };
var seed = new Option<int>("--seed") { Description = "The first seed." };
var judged = new Option<bool>("--protoc") { Description = "Asks protoc about each of them, too; slow." };
var show = new Option<bool>("--show") { Description = "Only prints the text of the first seed." };
var fuzz = new Command("fuzz", "Compiles mutated files of the corpus.") { count, seed, judged, show };
fuzz.SetAction(arguments =>
{
    using var corpus = new LocalCorpus(arguments.GetValue(cache)!, arguments.GetValue(package));
    var texts = corpus.Texts();
    var first = arguments.GetValue(seed);
    if (arguments.GetValue(show))
        Console.Write(new Peregrine.ProtoCompiler.Tests.Fuzzing.ProtoMutator(texts).Text(first));
    else if (arguments.GetValue(judged))
        return new JudgedFuzzRun(texts, corpus.Roots()).Run(first, arguments.GetValue(count));
    else
        return new FuzzRun(texts, corpus.Roots()).Run(first, arguments.GetValue(count));
    return 0;
});
root.Add(fuzz);
return root.Parse(args).Invoke();
