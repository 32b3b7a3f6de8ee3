using Peregrine;

namespace Simulations;

/// <summary>What one call of a run is to do, on both ends.</summary>
internal sealed record CallPlan
{
    public required int Id { get; init; }

    public required MethodType Kind { get; init; }

    public required TimeSpan StartAt { get; init; }

    /// <summary>The sizes of the requests.</summary>
    public required int[] Requests { get; init; }

    /// <summary>The sizes of the responses.</summary>
    public required int[] Responses { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>When the caller's token is cancelled, from the start.</summary>
    public TimeSpan? CancelAt { get; init; }

    /// <summary>When the call is disposed, from the start.</summary>
    public TimeSpan? DisposeAt { get; init; }

    public bool WaitForReady { get; init; }

    public string? Compression { get; init; }

    public int? MaxReceive { get; init; }

    /// <summary>Whether the client awaits the response headers beside everything else.</summary>
    public bool AwaitsHeaders { get; init; }

    /// <summary>The most that the client lets pass between two messages.</summary>
    public TimeSpan ClientPause { get; init; }

    /// <summary>The reads of the client's stream get a token of their own that fires at this time.</summary>
    public TimeSpan? ReadTokenAt { get; init; }

    public required HandlerPlan Handler { get; init; }
}

/// <summary>What the handler of a call is to do.</summary>
internal sealed record HandlerPlan
{
    /// <summary>The most that it lets pass between two messages, and before it answers.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How long it computes in one go, without awaiting.</summary>
    public TimeSpan Spends { get; init; }

    /// <summary>How it ends; OK to return.</summary>
    public StatusCode Status { get; init; }

    /// <summary>Whether it throws something that is no <see cref="RpcException"/>.</summary>
    public bool Throws { get; init; }

    /// <summary>How many requests it reads; fewer than there are, and it ends early.</summary>
    public int Reads { get; init; }

    public bool WritesHeaders { get; init; }

    public bool WritesTrailers { get; init; }

    /// <summary>Whether it goes on when its token has fired.</summary>
    public bool IgnoresCancellation { get; init; }

    /// <summary>Whether a bidirectional handler reads everything before it writes.</summary>
    public bool ReadsFirst { get; init; }

    public string? Compression { get; init; }
}
