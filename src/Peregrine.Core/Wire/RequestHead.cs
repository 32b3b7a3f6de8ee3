using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The header block that starts a call (grpc/doc/PROTOCOL-HTTP2.md, Request-Headers). Reading keeps references only; texts and metadata are made when asked for.</summary>
internal struct RequestHead
{
    private RequestFields _fields;

    /// <summary>What a call keeps of it.</summary>
    public readonly RequestFields Fields => _fields;

    /// <summary>The <c>:path</c>; the router keeps its <see cref="FieldMeaning"/> there. Not null unless <see cref="Fault"/> is set.</summary>
    public HeaderField? Path { get; private set; }

    /// <summary>The time that the caller gives; null for no limit.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>Why the request is to be refused; null when it is fine.</summary>
    public RequestFault? Fault { get; private set; }

    /// <summary>The <c>:path</c> as text, for people.</summary>
    public readonly string PathText => Path is null ? "" : System.Text.Encoding.Latin1.GetString(Path.Value);

    /// <summary>Reads a head. Never throws; what is wrong is in <see cref="Fault"/>, the first thing that was found.</summary>
    public static RequestHead Read(HeaderList headers)
    {
        var head = default(RequestHead);
        var isGrpc = false;
        for (var i = 0; i < headers.Count; i++)
        {
            var field = FieldMeaning.Of(headers, i);
            if (field == WellKnownField.ContentType) isGrpc = ContentTypeMeaning.IsGrpc(headers, i);
            else head.Take(field, headers, i);
        }

        if (head.Fault is null && !isGrpc) head.Fault = RequestFault.NotGrpc;
        if (head.Fault is null && head.Path is null) head.Fault = RequestFault.NoPath;
        return head;
    }

    /// <summary>Writes a head in the order that the specification gives; <paramref name="authority"/> null for the channel's.</summary>
    public static void Write(
        HeaderBlockWriter writer, ChannelFields channel, HeaderField path, HeaderField? authority, TimeSpan? timeout, HeaderField? encoding, Metadata? metadata)
    {
        writer.Add(KnownFields.MethodPost);
        writer.Add(channel.Scheme);
        writer.Add(path);
        writer.Add(authority ?? channel.Authority);
        if (timeout is { } limit)
        {
            Span<byte> value = stackalloc byte[TimeoutValue.MaxLength];
            writer.Add("grpc-timeout"u8, value[..TimeoutValue.Format(limit, value)], HeaderIndexing.Once);
        }

        writer.Add(KnownFields.TeTrailers);
        writer.Add(KnownFields.ContentType);
        if (encoding is not null) writer.Add(encoding);
        writer.Add(channel.AcceptEncoding);
        writer.Add(channel.UserAgent);
        MetadataWriter.Write(writer, metadata);
    }

    private void Take(WellKnownField field, HeaderList headers, int index)
    {
        switch (field)
        {
            case WellKnownField.Path:
                Path = headers.Keep(index);
                break;
            case WellKnownField.Method:
                if (!headers.Value(index).SequenceEqual("POST"u8)) Fault ??= RequestFault.NotPost;
                break;
            case WellKnownField.Timeout:
                TakeTimeout(headers.Value(index));
                break;
            default:
                if (!_fields.Take(field, headers, index)) Fault ??= RequestFault.BadBinary(System.Text.Encoding.Latin1.GetString(headers.Name(index)));
                break;
        }
    }

    private void TakeTimeout(ReadOnlySpan<byte> value)
    {
        if (TimeoutValue.TryParse(value, out var timeout)) Timeout = timeout;
        else Fault ??= RequestFault.BadTimeout(System.Text.Encoding.Latin1.GetString(value[..Math.Min(value.Length, 32)]));
    }
}
