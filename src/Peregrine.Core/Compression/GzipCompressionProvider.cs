using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Peregrine.Compression;

/// <summary>gzip (RFC 1952).</summary>
public sealed class GzipCompressionProvider : ICompressionProvider, IWholenessCheck
{
    private const int MinimumSize = 18; // header and trailer without anything between

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
    bool IWholenessCheck.IsWhole(in ReadOnlySequence<byte> compressed, in ReadOnlySequence<byte> plain)
    {
        if (compressed.Length < MinimumSize) return false;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(trailer);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer) == (uint)plain.Length;
    }
}
