using System.Globalization;
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
        var places = theirs.Output.Where(line => !line.Contains(": warning: ", StringComparison.Ordinal)).ToList();
        // Some rules protoc reports without a line.
        var isSameLine = errors.Any(e => places.Exists(line => IsAt(line, e) || IsInValueAt(line, e))) || !places.Exists(line => PlacePattern().IsMatch(line));
        return new Comparison(file, isSameLine ? Verdict.RejectedAtTheSameLine : Verdict.RejectedElsewhere, $"ours: {errors[0]} theirs: {string.Join(" | ", theirs.Output)}");
    }

    // Of a message literal protoc names the place where it begins, we that of the error in it.
    private static bool IsInValueAt(string line, Diagnostic error)
    {
        if (!line.Contains("Error while parsing option value for", StringComparison.Ordinal) || PlacePattern().Match(line) is not { Success: true } place)
            return false;
        var text = error.Source.Text;
        var start = 0;
        for (var i = int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture); i > 1 && start >= 0; i--)
            start = text.IndexOf('\n', start) + 1;
        var open = text.IndexOf('{', start);
        var depth = 0;
        for (var end = open; end >= 0 && end < text.Length; end++)
        {
            depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return open <= error.Span.Start && error.Span.Start <= end;
        }
        return false;
    }

    [GeneratedRegex(@":(\d+):\d+:")]
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
