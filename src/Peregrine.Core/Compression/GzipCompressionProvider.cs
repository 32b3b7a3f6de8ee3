using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Peregrine.Compression;

/// <summary>gzip (RFC 1952).</summary>
public sealed class GzipCompressionProvider : ICompressionProvider, IWholenessCheck
{
    private const int MinimumSize = 18; // header and trailer without anything between
    private const int LargestExpansion = 1032; // two bits for 258 bytes (RFC 1951 section 3.2.5)

    private readonly CompressionLevel _defaultLevel;

    /// <summary>Makes a provider with the level that it uses when a call names none.</summary>
    public GzipCompressionProvider(CompressionLevel defaultCompressionLevel = CompressionLevel.Fastest) => _defaultLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new GZipStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);

    // ISIZE, the last four bytes, is the plain length modulo 2^32 (RFC 1952 section 2.3.1). One member per message.
    long? IWholenessCheck.AnnouncedLength(in ReadOnlySequence<byte> compressed)
    {
        if (compressed.Length < MinimumSize) return -1;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(trailer);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        return length <= compressed.Length * LargestExpansion ? length : -1;
    }

    bool IWholenessCheck.IsWhole(in ReadOnlySequence<byte> compressed, in ReadOnlySequence<byte> plain) =>
        ((IWholenessCheck)this).AnnouncedLength(compressed) == plain.Length;
}
