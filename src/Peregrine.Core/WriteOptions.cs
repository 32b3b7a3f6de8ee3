namespace Peregrine;

/// <summary>Options of one or more writes. Immutable.</summary>
public class WriteOptions
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Makes options.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The hints.</summary>
    public WriteFlags Flags { get; }
}
