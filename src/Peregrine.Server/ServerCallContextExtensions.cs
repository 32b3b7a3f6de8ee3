using Peregrine.Server.Calls;

namespace Peregrine;

/// <summary>What a handler can do beyond the familiar <see cref="ServerCallContext"/>.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>
    /// Compresses the responses of this call with <paramref name="encoding"/> ("gzip", "deflate", "identity", or one added by
    /// <see cref="GrpcServerOptions.CompressionProviders"/>), when the client accepts it; otherwise they leave as they are. Call it before the first message or header is
    /// written. <see cref="WriteFlags.NoCompress"/> exempts single messages.
    /// </summary>
    public static void SetResponseCompression(this ServerCallContext context, string encoding)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(encoding);
        ServerCompression.Set(context, encoding);
    }
}
