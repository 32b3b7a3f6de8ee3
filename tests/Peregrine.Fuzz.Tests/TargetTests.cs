namespace Peregrine.Fuzz.Tests;

/// <summary>A short form of <c>./test fuzz</c>: what was kept, and a fixed number of new inputs.</summary>
public sealed class TargetTests
{
    private const int Inputs = 1500;

    public static TheoryData<string> Names => [.. AllTargets.List.Select(target => target.Name)];

    public static TheoryData<string, string> Regressions => new(AllTargets.List.SelectMany(target => CaseFiles.Regressions(target.Name).Select(found => (target.Name, found.Name))));

    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_once_broke_a_promise_does_not_break_it_again(string target, string file)
    {
        var (_, input) = CaseFiles.Regressions(target).Single(found => found.Name == file);
        Assert.Null(Runner.Try(AllTargets.Find(target), input, new Features()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Seeds_and_their_mutations_break_nothing(string target)
    {
        var fuzzer = new Fuzzer(AllTargets.Find(target), seed: 1);
        fuzzer.RunCount(CaseFiles.Seeds(target).Count() + Inputs);
        Assert.Empty(fuzzer.Findings.Select(finding => $"{Convert.ToHexString(finding.Input)}: {finding.Error}"));
    }
}
