namespace Peregrine.Client.Calls;

/// <summary>Where calls get their connection from.</summary>
internal interface IConnectionSource
{
    /// <summary>A ready connection, or null when the call has to wait for one.</summary>
    ClientConnection? TryPick();

    /// <summary>Waits for a ready connection. A call that does not wait for ready fails with UNAVAILABLE when connecting fails.</summary>
    ValueTask<ClientConnection> PickAsync(bool waitForReady, CancellationToken cancellationToken);
}
