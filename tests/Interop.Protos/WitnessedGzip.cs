using System.IO.Compression;
using Peregrine.Compression;

namespace Interop;

/// <summary>
/// gzip that remembers, until the next message is made on the same thread, that it just decompressed one. The compression cases judge single messages,
/// and a message does not say how it arrived; but a message is made on the thread that decompressed it, right after.
/// </summary>
public sealed class WitnessedGzip : ICompressionProvider
{
    private readonly GzipCompressionProvider _gzip = new();

    [ThreadStatic]
    private static bool _decompressed;

    public string EncodingName => _gzip.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => _gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream)
    {
        _decompressed = true;
        return _gzip.CreateDecompressionStream(stream);
    }

    internal static bool Take()
    {
        var taken = _decompressed;
        _decompressed = false;
        return taken;
    }
}
