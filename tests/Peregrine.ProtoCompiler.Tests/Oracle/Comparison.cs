using System.Text.RegularExpressions;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>How our result for one file stands beside that of protoc.</summary>
internal sealed partial record Comparison(string File, Verdict Verdict, string Detail)
{
    public bool IsGood => Verdict is Verdict.Equal or Verdict.RejectedAtTheSameLine;

    public static Comparison Of(string[] roots, string file, bool sourceInfo = false)
    {
        var theirs = Protoc.Compile(roots, file, sourceInfo);
        var resolver = new FolderResolver(roots);
        var ours = ProtoCompilation.Compile([resolver.Resolve(file)!], resolver);
        var errors = ours.Diagnostics.Where(d => d.IsError).ToList();
        if (theirs.DescriptorSet is { } expected)
        {
            if (errors.Count > 0)
                return new Comparison(file, Verdict.WronglyRejected, errors[0].ToString());
            var actual = DescriptorSet.Of(ours.AllFiles, sourceInfo);
            return actual.AsSpan().SequenceEqual(expected)
                ? new Comparison(file, Verdict.Equal, "")
                : new Comparison(file, Verdict.Different, $"{actual.Length} bytes, expected {expected.Length}; first difference at {actual.AsSpan().CommonPrefixLength(expected)}");
        }
        if (errors.Count == 0)
            return new Comparison(file, Verdict.WronglyAccepted, string.Join(" | ", theirs.Output));
        // Some rules protoc reports without a line.
        var isSameLine = errors.Any(e => theirs.Output.Any(line => IsAt(line, e))) || !theirs.Output.Any(line => PlacePattern().IsMatch(line));
        return new Comparison(file, isSameLine ? Verdict.RejectedAtTheSameLine : Verdict.RejectedElsewhere, $"ours: {errors[0]} theirs: {string.Join(" | ", theirs.Output)}");
    }

    [GeneratedRegex(@":\d+:\d+:")]
    private static partial Regex PlacePattern();

    // protoc prints import paths or paths on disk.
    private static bool IsAt(string line, Diagnostic error)
    {
        var place = $"{error.Source.Name}:{error.Start.Line + 1}:";
        return line.StartsWith(place, StringComparison.Ordinal) || line.Contains("/" + place, StringComparison.Ordinal);
    }
}

internal enum Verdict
{
    Equal,
    RejectedAtTheSameLine,
    RejectedElsewhere,
    Different,
    WronglyRejected,
    WronglyAccepted,
}
