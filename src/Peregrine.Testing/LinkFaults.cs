namespace Peregrine.Testing;

/// <summary>What is wrong with one direction of a link.</summary>
internal struct LinkFaults
{
    public const long Never = long.MaxValue;

    public static LinkFaults None => new() { CutAt = Never, ResetAt = Never };

    /// <summary>The link breaks when so many bytes were sent.</summary>
    public long CutAt;

    /// <summary>When the receiver learns that the connection is reset, in ticks of the link's time.</summary>
    public long ResetAt;

    /// <summary>Whether what is sent goes nowhere.</summary>
    public bool IsLost;

    /// <summary>Whether nothing arrives for now.</summary>
    public bool IsStalled;
}
