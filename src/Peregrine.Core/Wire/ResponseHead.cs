using System.Buffers.Text;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>
/// The header block that starts a response (grpc/doc/PROTOCOL-HTTP2.md, Response-Headers). When the call ends with this very block (Trailers-Only),
/// <see cref="Trailers.Read"/> reads the rest of it.
/// </summary>
internal struct ResponseHead
{
    private const int LongestQuote = 80;

    private CustomFields _custom;
    private HeaderField? _encoding;
    private HeaderField? _contentType;
    private string? _badBinary;

    /// <summary>The value of <c>:status</c>; 0 when it is not a number.</summary>
    public int HttpStatus { get; private set; }

    /// <summary>Whether the content-type is gRPC's.</summary>
    public bool IsGrpc { get; private set; }

    /// <summary>Whether the block has a <c>grpc-status</c>: it is a Trailers-Only answer.</summary>
    public bool HasGrpcStatus { get; private set; }

    /// <summary>The encoding of compressed responses; null when none was named.</summary>
    public readonly string? Encoding => _encoding is null ? null : EncodingMeaning.NameOf(_encoding);

    /// <summary>Whether messages may follow: 200, gRPC's content-type, valid metadata. If not, and there is no <c>grpc-status</c>, <see cref="ToFault"/> is the status of the call.</summary>
    public readonly bool IsFine => HttpStatus == 200 && IsGrpc && _badBinary is null;

    /// <summary>Reads a head. Never throws.</summary>
    public static ResponseHead Read(HeaderList headers)
    {
        var head = default(ResponseHead);
        for (var i = 0; i < headers.Count; i++) head.Take(FieldMeaning.Of(headers, i), headers, i);
        return head;
    }

    /// <summary>Writes the head of a gRPC response; null leaves a field out.</summary>
    public static void Write(HeaderBlockWriter writer, HeaderField? encoding, HeaderField? acceptEncoding, Metadata? metadata)
    {
        writer.Add(KnownFields.Status200);
        writer.Add(KnownFields.ContentType);
        if (encoding is not null) writer.Add(encoding);
        if (acceptEncoding is not null) writer.Add(acceptEncoding);
        MetadataWriter.Write(writer, metadata);
    }

    /// <summary>Writes a whole answer in one block (Trailers-Only); the accepted encodings are told when an unknown one was the reason.</summary>
    public static void WriteTrailersOnly(HeaderBlockWriter writer, Status status, HeaderField? acceptEncoding, Metadata? metadata)
    {
        writer.Add(KnownFields.Status200);
        writer.Add(KnownFields.ContentType);
        if (acceptEncoding is not null) writer.Add(acceptEncoding);
        Trailers.Write(writer, status, metadata);
    }

    /// <summary>Writes the answer to a request that is refused; for HTTP clients as an HTTP status, for gRPC clients with status and message beside it.</summary>
    public static void WriteFault(HeaderBlockWriter writer, RequestFault fault)
    {
        Span<byte> digits = stackalloc byte[3];
        Utf8Formatter.TryFormat(fault.HttpStatus, digits, out _);
        writer.Add(":status"u8, digits, HeaderIndexing.Remember);
        writer.Add(KnownFields.ContentType);
        if (fault.HttpStatus == 405) writer.Add("allow"u8, "POST"u8, HeaderIndexing.Remember);
        Trailers.Write(writer, fault.Status, null);
    }

    /// <summary>The user's fields.</summary>
    public readonly CustomFields Custom => _custom;

    /// <summary>The status of a call that such a head ends, when nothing names one: the HTTP status mapped, in words that quote what was received.</summary>
    public readonly Status ToFault()
    {
        if (_badBinary is not null) return new Status(StatusCode.Internal, $"The value of the response metadata '{_badBinary}' is not base64.");
        var type = ContentTypeText();
        if (HttpStatus != 200)
        {
            return new Status(
                StatusMapping.FromHttpStatus(HttpStatus),
                $"The answer is not gRPC's: HTTP status {HttpStatus}, {type}, no grpc-status. A proxy or another server may have answered; the call may not have reached a gRPC server.");
        }

        return new Status(
            StatusCode.Unknown,
            IsGrpc ? "The response ended without a grpc-status." : $"The answer is not gRPC's: HTTP status 200, but {type}. A proxy or another server may have answered.");
    }

    private readonly string ContentTypeText()
    {
        if (_contentType is null) return "no content-type";
        var text = System.Text.Encoding.Latin1.GetString(_contentType.Value);
        return $"content-type '{(text.Length > LongestQuote ? text[..LongestQuote] : text)}'";
    }

    private void Take(WellKnownField field, HeaderList headers, int index)
    {
        switch (field)
        {
            case WellKnownField.HttpStatus:
                HttpStatus = Utf8Parser.TryParse(headers.Value(index), out int status, out var used) && used == headers.Value(index).Length ? status : 0;
                break;
            case WellKnownField.ContentType:
                IsGrpc = ContentTypeMeaning.IsGrpc(headers, index);
                if (!IsGrpc) _contentType = headers.Keep(index);
                break;
            case WellKnownField.Encoding:
                _encoding = headers.Keep(index);
                break;
            case WellKnownField.GrpcStatus:
                HasGrpcStatus = true;
                break;
            case WellKnownField.Custom when !_custom.Add(headers, index):
                _badBinary ??= System.Text.Encoding.Latin1.GetString(headers.Name(index));
                break;
        }
    }
}
