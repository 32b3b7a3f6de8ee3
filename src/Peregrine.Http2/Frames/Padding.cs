namespace Peregrine.Http2.Frames;

/// <summary>The padding of DATA, HEADERS and PUSH_PROMISE (RFC 9113 sections 6.1, 6.2, 6.6).</summary>
internal static class Padding
{
    /// <summary>Takes the length byte from the front of a payload that has one, and the padding from the back; false when that is more than there is.</summary>
    public static bool TryStrip(ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> content)
    {
        content = default;
        int padding = payload.Span[0];
        if (padding >= payload.Length) return false;
        content = payload[1..^padding];
        return true;
    }
}
