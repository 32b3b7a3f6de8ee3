using System.Diagnostics.CodeAnalysis;

namespace Simulations;

/// <summary>What must hold in every run.</summary>
internal static class Rule
{
    [ThreadStatic]
    private static string? t_firstBroken;

    /// <summary>The first rule that was broken since <see cref="Reset"/>: an exception may be swallowed by what it passes through.</summary>
    public static string? FirstBroken => t_firstBroken;

    public static void Reset() => t_firstBroken = null;

    public static void Holds([DoesNotReturnIf(false)] bool condition, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("condition")] RuleText text)
    {
        if (!condition) Broken(text.ToString());
    }

    [DoesNotReturn]
    public static void Broken(string what)
    {
        t_firstBroken ??= what;
        throw new RuleBrokenException(what);
    }
}

/// <summary>A text that is only made when its rule is broken.</summary>
[System.Runtime.CompilerServices.InterpolatedStringHandler]
internal ref struct RuleText
{
    private System.Runtime.CompilerServices.DefaultInterpolatedStringHandler _inner;

    public RuleText(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        if (isNeeded) _inner = new(literalLength, formattedCount);
    }

    public void AppendLiteral(string text) => _inner.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _inner.AppendFormatted(value);

    public void AppendFormatted(WireFrame frame) => _inner.AppendLiteral(frame.ToString());

    public override string ToString() => _inner.ToStringAndClear();
}

internal sealed class RuleBrokenException(string what) : Exception(what);
