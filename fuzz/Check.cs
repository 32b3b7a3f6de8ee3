using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fuzz;

/// <summary>What must hold.</summary>
internal static class Check
{
    public static void That([DoesNotReturnIf(false)] bool condition, [InterpolatedStringHandlerArgument("condition")] CheckText text)
    {
        if (!condition) throw new PromiseBrokenException(text.ToString());
    }

    public static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what)
    {
        if (!expected.SequenceEqual(actual)) throw new PromiseBrokenException($"{what}: expected {Convert.ToHexString(expected)}, got {Convert.ToHexString(actual)}");
    }
}

/// <summary>A text that is only made when its check fails.</summary>
[InterpolatedStringHandler]
internal ref struct CheckText
{
    private DefaultInterpolatedStringHandler _inner;

    public CheckText(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        if (isNeeded) _inner = new(literalLength, formattedCount);
    }

    public static implicit operator CheckText(string text)
    {
        var handler = default(CheckText);
        handler._inner = new(text.Length, 0);
        handler._inner.AppendLiteral(text);
        return handler;
    }

    public void AppendLiteral(string text) => _inner.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _inner.AppendFormatted(value);

    public override string ToString() => _inner.ToStringAndClear();
}

internal sealed class PromiseBrokenException(string what) : Exception(what);
