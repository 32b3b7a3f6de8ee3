using Peregrine.Connections;

namespace Peregrine.Server.Calls;

/// <summary>What the calls of one connection share.</summary>
internal sealed class CallHost(ConnectionDriver driver, CallSettings settings)
{
    private AuthContext? _auth;

    public ConnectionDriver Driver { get; } = driver;

    public CallSettings Settings { get; } = settings;

    /// <summary>Who the peer is, as its certificate says; made when first asked for.</summary>
    public AuthContext Auth => _auth ??= PeerAuth.Describe(Driver.Peer);
}
