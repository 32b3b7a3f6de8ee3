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

    /// <summary>Windows and limits of each connection.</summary>
    public Http2ConnectionOptions Http2 { get; set; } = Http2ConnectionOptions.Default;

    /// <summary>Where log lines go. Default null: exceptions of handlers go to standard error, nothing else is written.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock for deadlines and time limits.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
