namespace Peregrine.Testing;

/// <summary>Which way bytes travel.</summary>
[Flags]
public enum NetworkDirection
{
    /// <summary>From a client to the server.</summary>
    ToServer = 1,

    /// <summary>From the server to a client.</summary>
    ToClient = 2,

    /// <summary>Both ways.</summary>
    Both = ToServer | ToClient,
}
