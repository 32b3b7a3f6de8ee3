using System.Buffers;

namespace Peregrine.Compression;

/// <summary>
/// Tells whether compressed input was complete. The streams of System.IO.Compression end quietly where truncated input ends, so the formats' own trailers are looked at.
/// </summary>
internal interface IWholenessCheck
{
    /// <summary>Whether the trailer of <paramref name="compressed"/> belongs to <paramref name="plain"/>.</summary>
    bool IsWhole(in ReadOnlySequence<byte> compressed, in ReadOnlySequence<byte> plain);
}
