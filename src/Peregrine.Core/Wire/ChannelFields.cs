using Peregrine.Compression;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The fields that all requests of one channel share; interned once.</summary>
internal sealed class ChannelFields(bool isTls, string authority, string? userAgent, CompressionRegistry compression)
{
    public HeaderField Scheme { get; } = isTls ? KnownFields.SchemeHttps : KnownFields.SchemeHttp;

    public HeaderField Authority { get; } = KnownFields.Authority(authority);

    public HeaderField UserAgent { get; } = KnownFields.UserAgent(userAgent);

    public HeaderField AcceptEncoding { get; } = compression.AcceptEncodingField;
}
