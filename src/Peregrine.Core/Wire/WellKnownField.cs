namespace Peregrine.Wire;

/// <summary>Which field of a gRPC head or trailer block a header field is.</summary>
internal enum WellKnownField
{
    /// <summary>None of the others: the user's metadata.</summary>
    Custom,

    /// <summary>Written by HTTP or by gRPC, and of no interest here.</summary>
    Ignored,

    /// <summary><c>:method</c>.</summary>
    Method,

    /// <summary><c>:path</c>.</summary>
    Path,

    /// <summary><c>:authority</c>.</summary>
    Authority,

    /// <summary><c>:status</c>.</summary>
    HttpStatus,

    /// <summary><c>content-type</c>.</summary>
    ContentType,

    /// <summary><c>user-agent</c>.</summary>
    UserAgent,

    /// <summary><c>grpc-timeout</c>.</summary>
    Timeout,

    /// <summary><c>grpc-encoding</c>.</summary>
    Encoding,

    /// <summary><c>grpc-accept-encoding</c>.</summary>
    AcceptEncoding,

    /// <summary><c>grpc-status</c>.</summary>
    GrpcStatus,

    /// <summary><c>grpc-message</c>.</summary>
    GrpcMessage,
}
