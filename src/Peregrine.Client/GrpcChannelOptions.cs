using Microsoft.Extensions.Logging;
using Peregrine.Compression;
using Peregrine.Http2;
using Peregrine.Transports;

namespace Peregrine;

/// <summary>How a <see cref="GrpcChannel"/> behaves. No option needs to be set.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>
    /// Whether and how the channel encrypts, and credentials that every call carries. Default null: the address decides, <c>https://</c> is encrypted and <c>http://</c> is not.
    /// </summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>How TLS is spoken: roots that are trusted, client certificates, a validation callback. Default: as the operating system trusts.</summary>
    public TlsClientOptions? Tls { get; set; }

    /// <summary>The largest response message in bytes, after decompression; null for no limit. Default 4 MiB. A larger one ends the call with RESOURCE_EXHAUSTED before it is buffered.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest request message in bytes, before compression; null for no limit, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The encoding of requests ("gzip", "deflate") unless a call chooses otherwise. Default null: none.</summary>
    public string? RequestCompression { get; set; }

    /// <summary>Encodings beside gzip and deflate.</summary>
    public IList<ICompressionProvider> CompressionProviders { get; } = [];

    /// <summary>Sends call credentials also over a channel without TLS, where anybody between can read them. Default false: such a call fails with UNAUTHENTICATED and says so.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>How long one attempt to connect may take, with name look-up and handshakes. Default 20 s (gRPC connection-backoff.md).</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long nothing may have been heard from the server, while calls run, until it is asked by a PING whether it is still there (gRFC A8). Checked once a second, so less makes no sense.
    /// Servers may refuse clients that ask too often, those of other gRPC libraries mostly below 5 minutes (GOAWAY "too_many_pings", upon which the channel asks half as often).
    /// Default 5 minutes and 30 seconds, which none refuses; <see cref="Timeout.InfiniteTimeSpan"/> for never.
    /// </summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromSeconds(330);

    /// <summary>How long the server may then stay silent, until the connection is closed: its calls end with UNAVAILABLE, and the channel connects anew. Default 20 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether the server is asked also while no call runs. Default false: many servers do not permit it.</summary>
    public bool KeepAlivePingWithoutCalls { get; set; }

    /// <summary>The <c>:authority</c> of requests, when it is not the host and port of the address.</summary>
    public string? Authority { get; set; }

    /// <summary>Makes the byte connection instead of a socket to the address: a pipe, a tunnel, one end of <see cref="MemoryConnection"/>. Called once for each connection.</summary>
    public Func<CancellationToken, ValueTask<ByteConnection>>? ConnectCallback { get; set; }

    /// <summary>Windows and limits of each connection.</summary>
    public Http2ConnectionOptions Http2 { get; set; } = Http2ConnectionOptions.Default;

    /// <summary>Where log lines go. Default null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock for deadlines, back-off and time limits.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
