using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The header block that ends a call: status, message and the user's trailers (grpc/doc/PROTOCOL-HTTP2.md, Trailers). <c>grpc-status-details-bin</c> is one of the user's.</summary>
internal struct Trailers
{
    private const int LongestQuote = 32;

    private CustomFields _custom;
    private HeaderField? _message;
    private string? _malformedStatus;
    private string? _badBinary;
    private StatusCode? _code;

    /// <summary>Whether the block has a <c>grpc-status</c>, valid or not.</summary>
    public readonly bool HasGrpcStatus => _code is not null || _malformedStatus is not null;

    /// <summary>The status: what the peer said, or what is inferred from a block that says it wrongly or not at all.</summary>
    public readonly Status Status
    {
        get
        {
            if (_badBinary is not null) return new Status(StatusCode.Internal, $"The value of the trailer '{_badBinary}' is not base64.");
            if (_code is { } code) return _message is null ? new Status(code, "") : new Status(code, PercentEncoding.Decode(_message.Value));
            return _malformedStatus is null
                ? new Status(StatusCode.Unknown, "The trailers of the response have no grpc-status; a proxy may have removed it.")
                : new Status(StatusCode.Unknown, $"The trailers of the response have the malformed grpc-status '{_malformedStatus}'.");
        }
    }

    /// <summary>Reads a block, a Trailers-Only answer included. Never throws.</summary>
    public static Trailers Read(HeaderList headers)
    {
        var trailers = default(Trailers);
        for (var i = 0; i < headers.Count; i++) trailers.Take(FieldMeaning.Of(headers, i), headers, i);
        return trailers;
    }

    /// <summary>Writes status, message and the user's trailers.</summary>
    public static void Write(HeaderBlockWriter writer, Status status, Metadata? metadata)
    {
        writer.Add(KnownFields.GrpcStatus(status.StatusCode));
        if (status.Detail.Length > 0) writer.Add("grpc-message"u8, PercentEncoding.Encode(status.Detail), HeaderIndexing.Once);
        MetadataWriter.Write(writer, metadata);
    }

    /// <summary>The user's fields.</summary>
    public readonly CustomFields Custom => _custom;

    private void Take(WellKnownField field, HeaderList headers, int index)
    {
        switch (field)
        {
            case WellKnownField.GrpcStatus:
                _code = GrpcStatusMeaning.Parse(headers, index);
                if (_code is null) _malformedStatus = Text(headers.Value(index));
                break;
            case WellKnownField.GrpcMessage:
                _message = headers.Keep(index);
                break;
            case WellKnownField.Custom when !_custom.Add(headers, index):
                _badBinary ??= Text(headers.Name(index));
                break;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestQuote)]);
}
