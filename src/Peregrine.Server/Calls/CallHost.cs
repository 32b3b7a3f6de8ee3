using Peregrine.Connections;

namespace Peregrine.Server.Calls;

/// <summary>What the calls of one connection share.</summary>
internal sealed class CallHost(ConnectionDriver driver, CallSettings settings)
{
    private AuthContext? _auth;
    private CallCancellation _draining;

    public ConnectionDriver Driver { get; } = driver;

    public CallSettings Settings { get; } = settings;

    /// <summary>Whose turn it is to serialize a large response.</summary>
    public LargeResponses LargeResponses { get; } = new(driver);

    /// <summary>Fires when the connection begins to drain. May be asked for by any thread.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>The connection begins to drain: handlers that have asked are told.</summary>
    public void BeginDrain_NeedsLock() => _draining.Cancel_NeedsLock(Driver);

    /// <summary>Who the peer is, as its certificate says; made when first asked for.</summary>
    public AuthContext Auth => _auth ??= PeerAuth.Describe(Driver.Peer);
}
