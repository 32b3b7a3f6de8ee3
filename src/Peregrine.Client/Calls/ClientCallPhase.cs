namespace Peregrine.Client.Calls;

/// <summary>Where a client call is; see <see cref="ClientCall"/> for the diagram.</summary>
internal static class ClientCallPhase
{
    /// <summary>Waiting for credentials, a connection or a stream slot.</summary>
    public const int Opening = 0;

    /// <summary>On a stream.</summary>
    public const int Open = 1;

    /// <summary>The status is known.</summary>
    public const int Ended = 2;
}
