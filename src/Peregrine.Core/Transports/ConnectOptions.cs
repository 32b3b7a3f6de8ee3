namespace Peregrine.Transports;

/// <summary>How a client connects.</summary>
public sealed record ConnectOptions
{
    /// <summary>Speak TLS, this way; null for plaintext.</summary>
    public TlsClientOptions? Tls { get; init; }

    /// <summary>Time for everything up to the end of the TLS handshake. Default 20 seconds (gRPC connection-backoff.md: MIN_CONNECT_TIMEOUT).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
