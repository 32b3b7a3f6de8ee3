namespace Peregrine.Client.Connecting;

/// <summary>
/// The state of a subchannel (gRPC connectivity-semantics-and-api.md). Pure data: each event says whether it means anything in this state.
/// <code>
///              Connect            Connected
///   ┌──► Idle ─────────► Connecting ─────────► Ready
///   │     ▲                  │ Failed            │ Lost
///   │     │ BackoffElapsed   ▼                   │
///   │     └─────────── TransientFailure          │
///   └────────────────────────────────────────────┘        Shutdown ends every state.
///   Ready ──Rejected──► TransientFailure: lost as soon as it was there, again and again
/// </code>
/// </summary>
internal struct SubchannelState
{
    public ConnectivityState Current { get; private set; }

    public bool Connect() => Move(ConnectivityState.Idle, ConnectivityState.Connecting);

    public bool Connected() => Move(ConnectivityState.Connecting, ConnectivityState.Ready);

    public bool Failed() => Move(ConnectivityState.Connecting, ConnectivityState.TransientFailure);

    public bool BackoffElapsed() => Move(ConnectivityState.TransientFailure, ConnectivityState.Idle);

    public bool Lost() => Move(ConnectivityState.Ready, ConnectivityState.Idle);

    public bool Rejected() => Move(ConnectivityState.Ready, ConnectivityState.TransientFailure);

    public bool Shutdown()
    {
        if (Current == ConnectivityState.Shutdown) return false;
        Current = ConnectivityState.Shutdown;
        return true;
    }

    private bool Move(ConnectivityState from, ConnectivityState to)
    {
        if (Current != from) return false;
        Current = to;
        return true;
    }
}
