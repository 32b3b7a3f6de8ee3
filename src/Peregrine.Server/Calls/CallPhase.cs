namespace Peregrine.Server.Calls;

/// <summary>Where a server call is; see <see cref="ServerCall"/> for the diagram.</summary>
internal enum CallPhase : byte
{
    /// <summary>The request is arriving; the handler waits for it.</summary>
    Receiving,

    /// <summary>The handler runs.</summary>
    Running,

    /// <summary>The status is decided; written messages are still on their way.</summary>
    Finishing,

    /// <summary>Nothing more is sent or received.</summary>
    Ended,
}
