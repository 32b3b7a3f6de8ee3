namespace Peregrine.ProtoCompiler;

/// <summary>A piece of a text, counted in UTF-16 code units.</summary>
/// <param name="Start">The first code unit.</param>
/// <param name="Length">How many code units; may be 0 (a place between two characters).</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The first code unit after the span.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}

/// <summary>A place in a text as editors show it, both counted from 0, the column in UTF-16 code units (a tab is one).</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The code unit in that line.</param>
public readonly record struct LinePosition(int Line, int Column)
{
    /// <summary>As compilers print it: counted from 1, in parentheses.</summary>
    public override string ToString() => $"({Line + 1},{Column + 1})";
}
