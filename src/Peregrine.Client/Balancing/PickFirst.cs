using Peregrine.Client.Connecting;
using Peregrine.Client.Resolving;
using Peregrine.Transports;

namespace Peregrine.Client.Balancing;

/// <summary>
/// Connects to the first address that answers and sends every call there (gRPC load-balancing.md; gRFC A62 for the sticky TRANSIENT_FAILURE).
/// Every member is used on the channel's <see cref="WorkQueue"/> only.
/// <code>
///   Idle ──Connect──► Connecting: one address after the other ──one connects──► Ready ──lost──► Idle
///                          │ all failed                                           ▲
///                          ▼                                                      │
///                    TransientFailure: every address, each after its own back-off─┘
/// </code>
/// </summary>
internal sealed class PickFirst<T>(Func<Address, Action<Subchannel<T>>, Subchannel<T>> createSubchannel, IBalancerOwner<T> owner, ConnectTrouble trouble)
    where T : class, ISubchannelConnection
{
    private IReadOnlyList<Address> _addresses = [];
    private List<Subchannel<T>> _subchannels = [];
    private Subchannel<T>? _selected;
    private ConnectivityState _state;
    private int _next;
    private int _failuresSinceResolution;

    /// <summary>A call needs a connection; no effect unless idle.</summary>
    public void Connect()
    {
        if (_state != ConnectivityState.Idle) return;
        BeginPass();
    }

    /// <summary>The resolver has addresses; an empty list is a failure of the resolver, not of this.</summary>
    public void Update(IReadOnlyList<Address> addresses)
    {
        var isFirst = _addresses.Count == 0;
        _addresses = addresses;
        if (_selected is { } selected)
        {
            if (Contains(addresses, selected.Address)) return;
            _selected = null;
            _subchannels.Remove(selected);
            selected.Shutdown("the server's address is no longer among those of its name");
            Publish(ConnectivityState.Idle, Picker<T>.Queue);
        }
        else if (_state != ConnectivityState.Idle)
        {
            // A failure to resolve is over; a failure to connect lasts until a connection is there (gRFC A62).
            if (isFirst) Publish(ConnectivityState.Connecting, Picker<T>.Queue);
            BeginPass();
        }
    }

    /// <summary>The name could not be resolved. Addresses from before stay in use.</summary>
    public void ResolverFailed(ConnectFailure failure, long? nextAttemptAt)
    {
        if (_addresses.Count > 0 || _state == ConnectivityState.Shutdown) return;
        Publish(ConnectivityState.TransientFailure, Picker<T>.Failing(trouble.Unresolved(failure, nextAttemptAt)));
    }

    /// <summary>Tries every address anew without waiting.</summary>
    public void ResetBackoff()
    {
        foreach (var subchannel in _subchannels.ToArray()) subchannel.ResetBackoff();
    }

    public void Shutdown(string reason)
    {
        _state = ConnectivityState.Shutdown;
        foreach (var subchannel in _subchannels) subchannel.Shutdown(reason);
        _subchannels.Clear();
        _selected = null;
    }

    private void BeginPass()
    {
        Keep(_addresses);
        _next = 0;
        if (_state != ConnectivityState.TransientFailure) Publish(ConnectivityState.Connecting, Picker<T>.Queue);
        TryNext();
    }

    // What is known about an address that stays (an attempt under way, a back-off) stays too.
    private void Keep(IReadOnlyList<Address> addresses)
    {
        var before = _subchannels;
        _subchannels = [];
        foreach (var address in addresses)
        {
            if (_subchannels.Exists(known => known.Address == address)) continue;
            var old = before.Find(known => known.Address == address);
            _subchannels.Add(old ?? createSubchannel(address, OnChange));
        }

        foreach (var old in before)
        {
            if (!_subchannels.Contains(old)) old.Shutdown("the server's address is no longer among those of its name");
        }
    }

    private void TryNext()
    {
        for (; _next < _subchannels.Count; _next++)
        {
            var subchannel = _subchannels[_next];
            if (subchannel.State == ConnectivityState.Idle) subchannel.Connect();
            if (subchannel.State != ConnectivityState.TransientFailure) return; // under way
        }

        if (_subchannels.Count > 0) EndPass();
    }

    private void EndPass()
    {
        Publish(ConnectivityState.TransientFailure, Picker<T>.Failing(trouble.Snapshot(_subchannels)));
        if (_failuresSinceResolution > 0) RequestResolution();
        foreach (var subchannel in _subchannels.ToArray())
        {
            if (subchannel.State == ConnectivityState.Idle) subchannel.Connect();
        }
    }

    private void OnChange(Subchannel<T> subchannel)
    {
        if (!_subchannels.Contains(subchannel)) return;
        switch (subchannel.State)
        {
            case ConnectivityState.Ready:
                Select(subchannel);
                break;
            case ConnectivityState.TransientFailure when subchannel == _selected:
                _selected = null;
                trouble.Add(subchannel.AttemptedAt);
                BeginPass(); // the others may be better
                owner.RequestResolution();
                break;
            case ConnectivityState.TransientFailure:
                OnFailure(subchannel);
                break;
            case ConnectivityState.Idle when subchannel == _selected:
                _selected = null;
                Publish(ConnectivityState.Idle, Picker<T>.Queue);
                owner.RequestResolution();
                break;
            case ConnectivityState.Idle when _state == ConnectivityState.TransientFailure && _next == _subchannels.Count:
                subchannel.Connect();
                break;
        }
    }

    private void Select(Subchannel<T> subchannel)
    {
        _selected = subchannel;
        trouble.Clear();
        _failuresSinceResolution = 0;
        foreach (var other in _subchannels)
        {
            if (other != subchannel) other.Shutdown("another address of the server answered first");
        }

        _subchannels = [subchannel];
        Publish(ConnectivityState.Ready, Picker<T>.Ready(subchannel.Connection!)); // not null while READY
    }

    private void OnFailure(Subchannel<T> subchannel)
    {
        trouble.Add(subchannel.AttemptedAt);
        _failuresSinceResolution++;
        if (_next < _subchannels.Count)
        {
            if (_subchannels[_next] == subchannel) TryNext();
            return;
        }

        Publish(ConnectivityState.TransientFailure, Picker<T>.Failing(trouble.Snapshot(_subchannels)));
        if (_failuresSinceResolution >= _subchannels.Count) RequestResolution();
    }

    private void RequestResolution()
    {
        _failuresSinceResolution = 0;
        owner.RequestResolution();
    }

    private void Publish(ConnectivityState state, Picker<T> picker)
    {
        _state = state;
        owner.Publish(state, picker);
    }

    private static bool Contains(IReadOnlyList<Address> addresses, Address wanted)
    {
        foreach (var address in addresses)
        {
            if (address == wanted) return true;
        }

        return false;
    }
}

/// <summary>What a balancer tells its channel.</summary>
internal interface IBalancerOwner<T>
    where T : class, ISubchannelConnection
{
    /// <summary>The state has changed, and with it how calls are treated.</summary>
    void Publish(ConnectivityState state, Picker<T> picker);

    /// <summary>The addresses may be out of date.</summary>
    void RequestResolution();
}
