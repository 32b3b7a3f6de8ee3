using System.Buffers;

namespace Peregrine.Compression;

/// <summary>
/// Tells whether compressed input was complete. The streams of System.IO.Compression end quietly where truncated input ends, so the formats' own trailers are looked at.
/// </summary>
internal interface IWholenessCheck
{
    /// <summary>
    /// How many bytes <paramref name="compressed"/> says that it decompresses to, so that nothing is decompressed in vain; -1 when the trailer cannot be one, null when the format does not say.
    /// </summary>
    long? AnnouncedLength(in ReadOnlySequence<byte> compressed) => null;

    /// <summary>Whether the trailer of <paramref name="compressed"/> belongs to <paramref name="plain"/>.</summary>
    bool IsWhole(in ReadOnlySequence<byte> compressed, in ReadOnlySequence<byte> plain);
}
