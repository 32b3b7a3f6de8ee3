namespace Peregrine.Messages;

/// <summary>What the front of an <see cref="InboundBuffer"/> holds.</summary>
internal enum InboundState
{
    /// <summary>No whole message yet.</summary>
    NeedMore,

    /// <summary>A whole message.</summary>
    Ready,

    /// <summary>The prefix of a message over the limit; its bytes need not be awaited.</summary>
    TooLarge,

    /// <summary>A flag byte that the protocol does not know.</summary>
    BadFlag,
}
