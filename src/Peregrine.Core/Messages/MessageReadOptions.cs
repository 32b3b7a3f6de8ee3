using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>What one end accepts in received messages.</summary>
/// <param name="Compression">The encodings it understands.</param>
/// <param name="MaxReceiveMessageSize">The most bytes of a message, decompressed.</param>
/// <param name="IsServer">Whether requests are received: the statuses and texts differ.</param>
internal sealed record MessageReadOptions(CompressionRegistry Compression, int MaxReceiveMessageSize, bool IsServer)
{
    /// <summary>The limit that every implementation of gRPC has by default.</summary>
    public const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>What is received, as texts call it.</summary>
    public string Noun => IsServer ? "Request message" : "Response message";
}
