namespace Peregrine.Messages;

/// <summary>The statuses for messages that cannot be accepted; one condition, one code (grpc/doc/statuscodes.md, compression.md).</summary>
internal static class MessageFault
{
    /// <summary>The prefix announces too many bytes.</summary>
    public static Status TooLarge(MessageReadOptions options, uint length) => new(
        StatusCode.ResourceExhausted,
        $"{options.Noun} of {length} bytes exceeds MaxReceiveMessageSize, which is {options.MaxReceiveMessageSize} bytes here ({Side(options)}). Raise the option or send a stream of smaller messages.");

    /// <summary>Decompressing gives too many bytes; how many is not found out.</summary>
    public static Status TooLargeDecompressed(MessageReadOptions options, long compressedLength) => new(
        StatusCode.ResourceExhausted,
        $"{options.Noun} of {compressedLength} compressed bytes decompresses to more than MaxReceiveMessageSize, which is {options.MaxReceiveMessageSize} bytes here ({Side(options)}).");

    /// <summary>The flag byte has unknown bits.</summary>
    public static Status BadFlag(MessageReadOptions options) => new(
        StatusCode.Internal, $"{options.Noun} starts with an unknown flag byte; the peer does not speak gRPC or bytes were lost.");

    /// <summary>The stream ended inside a message.</summary>
    public static Status Truncated(MessageReadOptions options, int received) => new(
        StatusCode.Internal, $"{options.Noun} is truncated: the stream ended after {received} bytes of it.");

    /// <summary>The compressed flag is set in a call that has no encoding.</summary>
    public static Status CompressedWithoutEncoding(MessageReadOptions options) => new(
        StatusCode.Internal, $"{options.Noun} has the compressed flag, but the call has no grpc-encoding.");

    /// <summary>An encoding that this end does not understand.</summary>
    public static Status UnknownEncoding(MessageReadOptions options, string encoding) => new(
        options.IsServer ? StatusCode.Unimplemented : StatusCode.Internal,
        $"{options.Noun} has the grpc-encoding '{encoding}', which is not supported here ({Side(options)}); supported are {options.Compression.AcceptEncoding}.");

    /// <summary>The bytes do not decompress.</summary>
    public static Status BadCompression(MessageReadOptions options, string encoding, Exception error) => new(
        StatusCode.Internal, $"{options.Noun} is not valid {encoding}: {error.Message}", error);

    /// <summary>The deserializer failed.</summary>
    public static Status Unparsable(MessageReadOptions options, Type type, Exception error) => new(
        StatusCode.Internal, $"{options.Noun} is not a valid {type.Name}: {error.Message}", error);

    private static string Side(MessageReadOptions options) => options.IsServer ? "server option" : "client option";
}
