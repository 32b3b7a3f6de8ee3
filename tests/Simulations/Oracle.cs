using Peregrine;

namespace Simulations;

/// <summary>With which status a call may end, given what happened.</summary>
internal sealed class Oracle(RunPlan plan)
{
    // A deadline travels in whole units, and both ends watch it.
    private static readonly TimeSpan s_rounding = TimeSpan.FromMilliseconds(2);

    /// <summary>When the first fault began; the maximum for none.</summary>
    public TimeSpan FirstFaultAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Whether a client left a call whose handler then still held the slot: the server refuses what is over its limit, and nothing was processed.</summary>
    public bool AnyGivenUp { get; set; }

    private static bool IsRefused(Peregrine.Status end) => end.Detail.Contains("RefusedStream", StringComparison.Ordinal);

    public void Check(CallState call)
    {
        Rule.Holds(call.End is not null, $"Call {call.Plan.Id} has not ended.");
        var end = call.End.Value;
        Rule.Holds(IsLegal(call, end), $"Call {call.Plan.Id} ended with {end}, which nothing in the run explains.");
        Rule.Holds(!call.HandlerStarted || call.HandlerEnded, $"The handler of call {call.Plan.Id} has not ended.");
        if (end.StatusCode != StatusCode.OK) return;

        Rule.Holds(call.ResponsesReceived == call.ResponsesAttempted, $"Call {call.Plan.Id} ended with OK after {call.ResponsesReceived} of {call.ResponsesAttempted} responses.");
    }

    private bool IsLegal(CallState call, Status end) => end.StatusCode switch
    {
        StatusCode.OK => call.HandlerSucceeded,
        StatusCode.Cancelled => call.CancelledByCaller || call.Disposed || call.Plan.ReadTokenAt is not null,
        StatusCode.DeadlineExceeded => call.Plan.Timeout is { } timeout && call.EndedAt - call.StartedAt >= timeout - s_rounding,
        StatusCode.Unavailable => FirstFaultAt <= call.EndedAt || (IsRefused(end) && AnyGivenUp),
        StatusCode.Unknown => call.HandlerEnded && call.Plan.Handler.Throws,
        StatusCode.ResourceExhausted => MayBeTooLarge(call.Plan),
        var other => call.HandlerEnded && call.Plan.Handler.Status == other,
    };

    private bool MayBeTooLarge(CallPlan call) =>
        call.Requests.Any(size => size + 100 > plan.MaxReceive) || call.Responses.Any(size => size + 100 > Math.Min(plan.MaxReceive, call.MaxReceive ?? int.MaxValue));
}
