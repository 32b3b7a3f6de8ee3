using Microsoft.Extensions.Logging;
using Peregrine.Compression;
using Peregrine.Http2;
using Peregrine.Interceptors;
using Peregrine.Transports;

namespace Peregrine;

/// <summary>How a <see cref="GrpcServer"/> behaves. Every default is safe for a server on an open network; none needs to be set.</summary>
public sealed class GrpcServerOptions
{
    /// <summary>The largest request message in bytes, after decompression; null for no limit. Default 4 MiB. A larger one ends the call with RESOURCE_EXHAUSTED before it is buffered.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest response message in bytes, before compression; null for no limit, which is the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Whether clients are told type and message of an exception that a handler throws. Default false: they get an error id, which the server's log has too.</summary>
    public bool EnableDetailedErrors { get; set; }

    /// <summary>The encoding of responses ("gzip", "deflate"), for clients that accept it; a handler may choose otherwise. Default null: none.</summary>
    public string? ResponseCompression { get; set; }

    /// <summary>Encodings beside gzip and deflate.</summary>
    public IList<ICompressionProvider> CompressionProviders { get; } = [];

    /// <summary>Interceptors around every handler; the first is the outermost.</summary>
    public IList<Interceptor> Interceptors { get; } = [];

    /// <summary>How <c>https://</c> addresses present themselves. Needed when one is started.</summary>
    public TlsServerOptions? Tls { get; set; }

    /// <summary>How long a TLS handshake may take. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many TLS handshakes may be under way at the same time, over all addresses; past it the oldest is given up. Default 500.</summary>
    public int MaxHandshakes { get; set; } = 500;

    /// <summary>How many connections are served at the same time, over all addresses; further ones get GOAWAY ENHANCE_YOUR_CALM. Default 20 000.</summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>
    /// Bytes of response messages that a connection may hold serialized because its client does not take them. Above it the connection starts no further handlers, and messages
    /// wait as objects: no matter how many answers a client asks for and does not read, at most this and one or two messages are in buffers. Default 4 MiB.
    /// </summary>
    public long MaxUnsentBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a connection may be over <see cref="MaxUnsentBytes"/> while its client takes less than 240 bytes per second, or leave unread what it provoked (acknowledgements,
    /// resets), until it is ended with GOAWAY ENHANCE_YOUR_CALM. A slow client that is under the limit is never ended. Default 60 s.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long nothing may have been heard from a client until it is asked by a PING whether it is still there (gRFC A9). Checked once a second, so less makes no sense.
    /// Default 2 minutes; <see cref="Timeout.InfiniteTimeSpan"/> for never.
    /// </summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a client may then stay silent, until its connection is closed and its calls are cancelled. Default 20 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How soon after one keepalive PING a client may send the next, when the server has sent nothing in between. The third that comes too soon ends the connection with GOAWAY
    /// ENHANCE_YOUR_CALM "too_many_pings" (gRFC A8), upon which clients ask half as often. Default 10 s; other servers mostly demand 5 minutes.
    /// </summary>
    public TimeSpan KeepAliveMinPingInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether clients may send keepalive PINGs while no call runs. Default true; when false, two hours must lie between such PINGs.</summary>
    public bool KeepAlivePermitWithoutCalls { get; set; } = true;

    /// <summary>How long a connection may be without a call until it is closed, by GOAWAY "max_idle". Default <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</summary>
    public TimeSpan MaxConnectionIdle { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a connection may live until it drains, by GOAWAY "max_age": running calls go on, new ones go over another connection, so that load spreads over servers that were added.
    /// Each connection's age is varied by up to 10 % (gRFC A9). Default <see cref="Timeout.InfiniteTimeSpan"/>: for ever.
    /// </summary>
    public TimeSpan MaxConnectionAge { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long calls may go on that run when their connection has reached <see cref="MaxConnectionAge"/>; they are told by <see cref="ServerCallContext.Draining"/>, and end with UNAVAILABLE
    /// afterwards. Default <see cref="Timeout.InfiniteTimeSpan"/>: until they end by themselves.
    /// </summary>
    public TimeSpan MaxConnectionAgeGrace { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Windows and limits of each connection.</summary>
    public Http2ConnectionOptions Http2 { get; set; } = Http2ConnectionOptions.Default;

    /// <summary>Where log lines go. Default null: exceptions of handlers go to standard error, nothing else is written.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock for deadlines and time limits.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
