using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Peregrine.Compression;

/// <summary>deflate as HTTP defines it: the zlib format (RFC 1950), not bare deflate (RFC 9110 section 8.4.1.2).</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider, IWholenessCheck
{
    private const uint AdlerModulus = 65521;
    private const int AdlerBlock = 5552; // so many bytes cannot overflow 32 bits before the modulus is taken

    private readonly CompressionLevel _defaultLevel;

    /// <summary>Makes a provider with the level that it uses when a call names none.</summary>
    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel = CompressionLevel.Fastest) => _defaultLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new ZLibStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);

    // The last four bytes are the Adler-32 of the plain bytes (RFC 1950 section 2.2).
    bool IWholenessCheck.IsWhole(in ReadOnlySequence<byte> compressed, in ReadOnlySequence<byte> plain)
    {
        if (compressed.Length < sizeof(uint)) return false;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(trailer);
        return BinaryPrimitives.ReadUInt32BigEndian(trailer) == Adler32(plain);
    }

    private static uint Adler32(in ReadOnlySequence<byte> pieces)
    {
        uint low = 1, high = 0;
        foreach (var piece in pieces) Add(piece.Span, ref low, ref high);
        return (high << 16) | low;
    }

    private static void Add(ReadOnlySpan<byte> bytes, ref uint low, ref uint high)
    {
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(bytes.Length, AdlerBlock)];
            foreach (var each in block)
            {
                low += each;
                high += low;
            }

            low %= AdlerModulus;
            high %= AdlerModulus;
            bytes = bytes[block.Length..];
        }
    }
}
