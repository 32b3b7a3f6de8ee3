namespace Peregrine.Server.Listening;

/// <summary>How long connections of a server live, and how often their clients may send PINGs (gRFC A8, A9).</summary>
internal sealed record ConnectionLimits
{
    /// <summary>How long a connection may be without a call; infinite for no limit.</summary>
    public required TimeSpan MaxIdle { get; init; }

    /// <summary>How long a connection may live; infinite for no limit.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>How long calls of a connection that has reached its age may go on.</summary>
    public required TimeSpan MaxAgeGrace { get; init; }

    /// <summary>The least time between PINGs without a message between them.</summary>
    public required TimeSpan MinPingInterval { get; init; }

    /// <summary>Whether PINGs are welcome while no call runs.</summary>
    public required bool PermitPingsWithoutCalls { get; init; }
}
