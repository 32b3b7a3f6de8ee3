namespace Corpus.CSharp;

/// <summary>What became of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Messages">How many message types it declares.</param>
/// <param name="Equal">How many of them do the same in both classes.</param>
/// <param name="Findings">What differs, or why nothing was compared.</param>
internal sealed record Verdict(CorpusFile File, VerdictKind Kind, int Messages, int Equal, IReadOnlyList<string> Findings);

/// <summary>How the comparison of a file ended.</summary>
internal enum VerdictKind
{
    /// <summary>Ours does what protoc's does.</summary>
    Equal,

    /// <summary>Both compile, and the runtime refuses to load either.</summary>
    RefusedByRuntime,

    /// <summary>Protoc's C# does not compile, ours does.</summary>
    OnlyOursCompiles,

    /// <summary>Neither compiles.</summary>
    NeitherCompiles,

    /// <summary>Protoc rejects the file, ours does not.</summary>
    RejectedByProtoc,

    /// <summary>Ours does something else, or does not compile.</summary>
    Different,
}
