namespace Peregrine.Http2;

/// <summary>Who caused an error.</summary>
public enum Http2Initiator
{
    /// <summary>The peer said so on the wire.</summary>
    Peer,

    /// <summary>This engine, because the peer broke a rule or a limit.</summary>
    Library,

    /// <summary>The program on this end.</summary>
    User,
}

/// <summary>One error of a stream or of the connection, as a value: what happened, the code on the wire, whose fault, and a text for people.</summary>
/// <param name="Violation">The rule that was broken, or how the peer ended it.</param>
/// <param name="Code">The code that was received or sent.</param>
/// <param name="Initiator">Who caused it.</param>
/// <param name="StreamId">The stream, or 0 for the whole connection.</param>
/// <param name="Text">A sentence with the numbers in it; also the debug data of a GOAWAY that was sent.</param>
public readonly record struct Http2Error(Violation Violation, Http2ErrorCode Code, Http2Initiator Initiator, StreamId StreamId, string Text);
