using Peregrine.Client.Connecting;
using Peregrine.Transports;

namespace Peregrine.Client.Balancing;

/// <summary>Keeps count of what went wrong since the channel was last connected.</summary>
internal sealed class ConnectTrouble(string target, TimeProvider time)
{
    private long? _since;

    public int Attempts { get; private set; }

    /// <summary>An attempt that began at this timestamp has failed.</summary>
    public void Add(long attemptedAt)
    {
        Attempts++;
        _since ??= attemptedAt;
    }

    public void Clear()
    {
        Attempts = 0;
        _since = null;
    }

    /// <summary>What a call is told now.</summary>
    public PickFailure Snapshot<T>(List<Subchannel<T>> subchannels)
        where T : class, ISubchannelConnection
    {
        List<ConnectFailure> failures = [];
        long? next = long.MaxValue;
        foreach (var subchannel in subchannels)
        {
            if (subchannel.LastFailure is { } failure) failures.Add(failure);
            next = subchannel.State == ConnectivityState.TransientFailure && next is { } earliest ? Math.Min(earliest, subchannel.RetryAt) : null;
        }

        return new(target, Attempts, _since ?? time.GetTimestamp(), next, failures);
    }

    /// <summary>The same when there is no address.</summary>
    public PickFailure Unresolved(ConnectFailure failure, long? nextAttemptAt) => new(target, 0, _since ??= time.GetTimestamp(), nextAttemptAt, [failure]);
}
