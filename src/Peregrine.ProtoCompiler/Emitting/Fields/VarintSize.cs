namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>The size of a varint as an expression: a private method of each message class that needs it, small enough to be inlined, without a branch.</summary>
internal static class VarintSize
{
    /// <summary>The member that <see cref="Of"/> calls.</summary>
    public const string Member = "private static int _VarintSize(ulong value) => (global::System.Numerics.BitOperations.Log2(value | 1) * 9 + 73) >> 6; // a byte per 7 bits";

    /// <summary>The number of bytes that a value takes; a signed one is extended to 64 bits, as on the wire.</summary>
    public static string Of(string value) => $"_VarintSize(unchecked((ulong){value}))";
}
