using Peregrine.ProtoCompiler.Contracts;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

/// <summary>Short ways to change a file that is under contract.</summary>
internal static class Changing
{
    public const string Accept = "Or accept it.";
    private const string Head = "syntax = \"proto3\"; package p;\n";

    /// <summary>What a change of one proto3 file breaks.</summary>
    public static IReadOnlyList<Diagnostic> Change(string before, string now, ContractLevel level = ContractLevel.Source) =>
        Change([("a.proto", Whole(before))], [("a.proto", Whole(now))], level);

    public static IReadOnlyList<Diagnostic> Change((string Name, string Text)[] before, (string Name, string Text)[] now, ContractLevel level = ContractLevel.Source)
    {
        var baseline = Baseline.Read(Baseline.Write(Files(before)), out var error);
        Assert.True(baseline is not null, error);
        return Contract.Check(baseline, Files(now), new ContractSettings("api.binpb", level, Accept));
    }

    /// <summary>The change is found by one rule, at a place, and breaks those and no others.</summary>
    public static void Breaks(string id, string whom, string underlined, string before, string now)
    {
        var finding = Assert.Single(Change(before, now));
        Assert.Equal(id, finding.Id);
        Assert.Equal(whom, Whom(finding));
        Assert.Equal(underlined, finding.Underlined());
        Assert.EndsWith(Accept, finding.MessageWithHint, StringComparison.Ordinal);
    }

    /// <summary>The change breaks nobody.</summary>
    public static void IsFree(string before, string now) => Assert.Empty(Change(before, now));

    public static string Whom(Diagnostic finding) => string.Join(' ', new[] { ("the wire: ", "wire"), ("JSON: ", "json"), ("C#: ", "C#") }
        .Where(audience => finding.Message.Contains(" " + audience.Item1, StringComparison.Ordinal)).Select(audience => audience.Item2));

    private static string Whole(string text) => text.StartsWith("syntax", StringComparison.Ordinal) || text.StartsWith("edition", StringComparison.Ordinal) ? text : Head + text;

    private static IReadOnlyList<Peregrine.ProtoCompiler.Descriptors.FileDescriptor> Files((string Name, string Text)[] files)
    {
        var compilation = Compiling.Compile(files);
        Assert.DoesNotContain(compilation.Diagnostics, finding => finding.IsError);
        return compilation.Files;
    }
}
