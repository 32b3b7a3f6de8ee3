namespace Peregrine;

/// <summary>Hints for one or more writes.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>No hint.</summary>
    None = 0x0,

    /// <summary>More writes follow soon: the message may wait to leave together with them.</summary>
    BufferHint = 0x1,

    /// <summary>Do not compress the message, although the call has an encoding.</summary>
    NoCompress = 0x2,
}
