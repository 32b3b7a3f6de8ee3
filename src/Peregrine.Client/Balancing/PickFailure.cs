using System.Text;
using Peregrine.Transports;

namespace Peregrine.Client.Balancing;

/// <summary>Why a channel has no connection: how often it tried, since when, when it tries again, and the last failure of each address.</summary>
/// <param name="Target">What the channel is for, as the user wrote it.</param>
/// <param name="Attempts">Attempts to connect that failed since the channel was last connected; 0 when the name was not resolved.</param>
/// <param name="Since">Start of the trouble, as a timestamp of the clock.</param>
/// <param name="NextAttemptAt">When the next attempt is made, as a timestamp; null when one is under way.</param>
/// <param name="Failures">The last failure of each address, in the order of the addresses.</param>
internal sealed record PickFailure(string Target, int Attempts, long Since, long? NextAttemptAt, IReadOnlyList<ConnectFailure> Failures)
{
    private const int Shown = 3;

    /// <summary>UNAVAILABLE (gRPC statuscodes.md), with the last failure behind it.</summary>
    public Status ToStatus(TimeProvider time) =>
        new(StatusCode.Unavailable, Describe(time), Failures.Count > 0 ? new ConnectFailedException(Failures[^1]) : null);

    private string Describe(TimeProvider time)
    {
        var text = new StringBuilder($"No connection to {Target}");
        if (Attempts > 0) text.Append(Invariant($" after {Attempts} attempt{(Attempts == 1 ? "" : "s")} in {Seconds(time.GetElapsedTime(Since))}"));
        text.Append("; ");
        var now = time.GetTimestamp();
        if (NextAttemptAt is { } next && next > now) text.Append(Invariant($"next attempt in {Seconds(time.GetElapsedTime(now, next))}."));
        else text.Append("the next attempt is under way.");
        for (var i = 0; i < Math.Min(Failures.Count, Shown); i++) text.Append(' ').Append(Failures[i].Text);
        if (Failures.Count > Shown) text.Append(Invariant($" ({Failures.Count - Shown} more addresses failed.)"));
        return text.ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.0} s");
}
