using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>A call that has a connection but no stream slot yet. It is opened in its turn, by the connection; handed back when the connection takes no more calls.</summary>
internal sealed record WaitingCall(ClientCall Call, RequestStart Start, CallOptions Options, OutboundMessage Body, CallOpener Opener) : IThreadPoolWorkItem
{
    /// <summary>Opens the call when there is a slot. False when there is none.</summary>
    public bool TryOpen_NeedsLock(ClientConnection connection)
    {
        if (!Call.TryOpen_NeedsLock(connection, Start, Body.Remaining)) return false;

        Body.Dispose();
        return true;
    }

    /// <summary>Looks for another connection.</summary>
    public void Execute() => Opener.OpenElsewhere(this);
}
