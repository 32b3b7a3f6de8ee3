namespace Peregrine;

/// <summary>How a channel stands to its server (gRPC connectivity-semantics-and-api.md).</summary>
public enum ConnectivityState
{
    /// <summary>No connection and none wanted; the next call starts one.</summary>
    Idle,

    /// <summary>Resolving the name or connecting for the first time since it was idle; calls wait.</summary>
    Connecting,

    /// <summary>Connected: the peer's HTTP/2 SETTINGS have arrived.</summary>
    Ready,

    /// <summary>Connecting failed; it is tried again after a back-off, and calls that do not wait for ready fail.</summary>
    TransientFailure,

    /// <summary>Shut down for good.</summary>
    Shutdown,
}
