using System.IO.Compression;

namespace Peregrine.Compression;

/// <summary>One way to compress messages (grpc/doc/compression.md). Each message is compressed on its own. Safe for any number of threads.</summary>
public interface ICompressionProvider
{
    /// <summary>The name in <c>grpc-encoding</c>: lower-case ASCII, as <c>gzip</c>.</summary>
    string EncodingName { get; }

    /// <summary>A stream that compresses what is written to it into <paramref name="stream"/>; disposing it ends the message and leaves <paramref name="stream"/> open.</summary>
    /// <param name="stream">Receives the compressed bytes.</param>
    /// <param name="compressionLevel">The level; null for the provider's own.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream from which the decompressed bytes of <paramref name="stream"/> are read. Wrong data is an exception, of any type. Called twice for a message that grows out of proportion: it is counted first.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
