namespace Peregrine.Client.Connecting;

/// <summary>What all subchannels of a channel share.</summary>
/// <param name="Queue">The channel's queue: everything about subchannels happens on it.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Numbers from 0 to 1, for the spread of the back-off.</param>
internal sealed record SubchannelOptions(WorkQueue Queue, TimeProvider Time, Func<double> Random)
{
    /// <summary>
    /// After this an attempt is given up whatever it does. Longer than the connector's own timeouts, which explain themselves better; it is
    /// there so that no attempt, however it hangs, can keep a channel from trying again.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(45);
}
