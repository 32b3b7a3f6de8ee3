namespace Fuzz;

/// <summary>
/// One thing under fire. <see cref="Run"/> does with an input whatever it says, and throws when a promise is broken: any exception is a finding. It keeps nothing between runs,
/// so that an input alone reproduces what it found.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>The name, and that of the folders of its seeds and regressions.</summary>
    public abstract string Name { get; }

    /// <summary>The longest input that is tried.</summary>
    public virtual int MaxLength => 256;

    /// <summary>How much of the time it gets, against others.</summary>
    public virtual int Weight => 1;

    /// <summary>What one run may allocate: an input must not be turned into much more memory than it has bytes.</summary>
    public virtual long MostAllocated => 4 * 1024 * 1024;

    /// <summary>Byte strings that mutations insert.</summary>
    public virtual IReadOnlyList<byte[]> Tokens => [];

    /// <summary>Runs one input and tells what it reached.</summary>
    public abstract void Run(byte[] input, Features features);

    protected static byte[][] Words(params ReadOnlySpan<string> words)
    {
        var tokens = new byte[words.Length][];
        for (var i = 0; i < words.Length; i++) tokens[i] = System.Text.Encoding.Latin1.GetBytes(words[i]);
        return tokens;
    }
}
