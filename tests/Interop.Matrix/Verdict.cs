namespace Interop.Matrix;

internal enum Outcome
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>What became of one case of one pair; the detail says why it failed or was skipped.</summary>
internal sealed record Verdict(Pair Pair, string Case, Outcome Outcome, string Detail = "");
