using System.Collections.Concurrent;
using System.Diagnostics;

namespace Corpus;

/// <summary>The whole comparison with protoc.</summary>
internal static class CompareRun
{
    public static int Run(LocalCorpus corpus, bool update, bool showRejected)
    {
        var clock = Stopwatch.StartNew();
        var report = new Report(VerdictList.Read(corpus.ListPath), showRejected);
        // The largest first, so that no core waits for it at the end.
        var units = corpus.Units().OrderByDescending(unit => unit.Files.Count).ToList();
        Parallel.ForEach(Partitioner.Create(units, EnumerablePartitionerOptions.NoBuffering), unit =>
        {
            var results = new UnitJudge(unit).Judge();
            lock (report)
                report.Add(unit.Name, results);
        });
        report.Finish(corpus.Packages, clock.Elapsed);
        if (update)
            report.WriteList(corpus.Packages, corpus.ListPath);
        return report.Failed == 0 ? 0 : 1;
    }
}
