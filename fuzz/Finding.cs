using System.Diagnostics;

namespace Fuzz;

/// <summary>An input that breaks a promise, made as short as it gets.</summary>
internal sealed record Finding(string Target, byte[] Input, Exception Error)
{
    private const int Depth = 4;

    /// <summary>What makes two findings the same: the kind of the error, and the places in the code that it came from.</summary>
    public static string SignatureOf(Exception error)
    {
        var frames = new StackTrace(error).GetFrames().Where(static frame => frame.GetMethod()?.DeclaringType != typeof(Check)).Take(Depth);
        return $"{error.GetType().Name} {string.Join(' ', frames.Select(static frame => $"{frame.GetMethod()}+{frame.GetILOffset()}"))}";
    }
}
