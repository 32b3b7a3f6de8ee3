namespace Peregrine.Wire;

/// <summary>Recognises fields by their names, and knows which names users cannot set.</summary>
internal static class FieldNames
{
    /// <summary>Which field a lower-case name is.</summary>
    public static WellKnownField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("te"u8) => WellKnownField.Ignored,
        4 when name.SequenceEqual("host"u8) => WellKnownField.Ignored,
        5 when name.SequenceEqual(":path"u8) => WellKnownField.Path,
        7 when name.SequenceEqual(":method"u8) => WellKnownField.Method,
        7 when name.SequenceEqual(":status"u8) => WellKnownField.HttpStatus,
        7 when name.SequenceEqual(":scheme"u8) => WellKnownField.Ignored,
        10 when name.SequenceEqual(":authority"u8) => WellKnownField.Authority,
        10 when name.SequenceEqual("user-agent"u8) => WellKnownField.UserAgent,
        11 when name.SequenceEqual("grpc-status"u8) => WellKnownField.GrpcStatus,
        12 when name.SequenceEqual("content-type"u8) => WellKnownField.ContentType,
        12 when name.SequenceEqual("grpc-timeout"u8) => WellKnownField.Timeout,
        12 when name.SequenceEqual("grpc-message"u8) => WellKnownField.GrpcMessage,
        13 when name.SequenceEqual("grpc-encoding"u8) => WellKnownField.Encoding,
        14 when name.SequenceEqual("content-length"u8) => WellKnownField.Ignored,
        20 when name.SequenceEqual("grpc-accept-encoding"u8) => WellKnownField.AcceptEncoding,
        _ => WellKnownField.Custom,
    };

    /// <summary>Whether the protocol itself writes a field of this name, so that one in metadata is left out (see <see cref="Metadata"/>).</summary>
    public static bool IsReserved(string key) => key.Length switch
    {
        2 => key is "te",
        4 => key is "host",
        7 => key is "upgrade",
        10 => key is "user-agent" or "connection" or "keep-alive",
        11 => key is "grpc-status",
        12 => key is "content-type" or "grpc-timeout" or "grpc-message",
        13 => key is "grpc-encoding",
        14 => key is "content-length",
        16 => key is "proxy-connection",
        17 => key is "transfer-encoding",
        20 => key is "grpc-accept-encoding",
        30 => key is "grpc-internal-encoding-request",
        _ => false,
    };
}
