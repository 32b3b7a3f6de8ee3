namespace Peregrine.Client.Connecting;

/// <summary>
/// How long to wait between attempts to connect (gRPC connection-backoff.md): 1 s, each time 1.6 times longer up to 120 s, spread by ±20 %
/// so that many clients do not come back at once. Pure data: the random number comes in.
/// </summary>
internal struct Backoff
{
    public static readonly TimeSpan Initial = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(120);
    private const double Multiplier = 1.6;
    private const double Jitter = 0.2;

    // A server that drains while it is being connected to closes a connection at once; one that does so each time must not be asked without a pause.
    private const int QuickLosses = 2;
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(1);

    private TimeSpan _current;
    private int _quickLosses;

    /// <summary>The time between the start of the attempt that failed and the next one.</summary>
    /// <param name="random">Evenly spread from 0 to 1.</param>
    public TimeSpan Next(double random)
    {
        _current = _current == TimeSpan.Zero ? Initial : _current * Multiplier;
        if (_current > Max) _current = Max;
        return _current * (1 + Jitter * (2 * random - 1));
    }

    /// <summary>The peer's SETTINGS have arrived: begin anew next time, unless the connections before were lost at once.</summary>
    public void Connected()
    {
        if (_quickLosses <= QuickLosses) _current = TimeSpan.Zero;
    }

    /// <summary>The connection is lost; whether that counts as a failed attempt, because it happens at once and again and again.</summary>
    /// <param name="sinceAttempt">The time since the attempt began.</param>
    public bool IsLostTooQuickly(TimeSpan sinceAttempt)
    {
        _quickLosses = sinceAttempt < s_quick ? _quickLosses + 1 : 0;
        return _quickLosses > QuickLosses;
    }

    /// <summary>Begin anew next time, whatever was.</summary>
    public void Reset() => this = default;
}
