namespace Peregrine.Connections;

/// <summary>What a reader finds at the front of a stream.</summary>
internal enum ReadState
{
    /// <summary>No whole message yet; more may come.</summary>
    NeedMore,

    /// <summary>A whole message.</summary>
    Ready,

    /// <summary>The next message is longer than allowed; its length is known from the prefix.</summary>
    TooLarge,

    /// <summary>The prefix is malformed.</summary>
    BadFlag,

    /// <summary>The stream is not on the connection that was looked at: it is being opened on another.</summary>
    Elsewhere,

    /// <summary>The peer ended the stream behind the last message.</summary>
    End,

    /// <summary>The peer ended the stream in the middle of a message.</summary>
    Truncated,
}
