using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>What a call keeps of its <see cref="RequestHead"/>: references to fields, made into texts and metadata when asked for.</summary>
internal struct RequestFields
{
    private CustomFields _custom;
    private HeaderField? _authority;
    private HeaderField? _userAgent;
    private HeaderField? _encoding;
    private HeaderField? _acceptEncoding;

    /// <summary>The <c>:authority</c>; empty when absent.</summary>
    public readonly string Authority => _authority is null ? "" : System.Text.Encoding.Latin1.GetString(_authority.Value);

    /// <summary>The encoding of compressed requests; null when none was named.</summary>
    public readonly string? Encoding => _encoding is null ? null : EncodingMeaning.NameOf(_encoding);

    /// <summary>Whether the caller understands an encoding.</summary>
    public readonly bool Accepts(string encoding) => _acceptEncoding is not null && AcceptEncodingMeaning.Lists(_acceptEncoding, encoding);

    /// <summary>The metadata, with the user agent first; new at each call.</summary>
    public readonly Metadata ToMetadata() => _custom.ToMetadata(_userAgent);

    /// <summary>Keeps field <paramref name="index"/> if it is one of these; false when it is metadata in <c>-bin</c> that is not base64.</summary>
    public bool Take(WellKnownField field, HeaderList headers, int index)
    {
        switch (field)
        {
            case WellKnownField.Authority:
                _authority = headers.Keep(index);
                break;
            case WellKnownField.UserAgent:
                _userAgent = headers.Keep(index);
                break;
            case WellKnownField.Encoding:
                _encoding = headers.Keep(index);
                break;
            case WellKnownField.AcceptEncoding:
                _acceptEncoding = headers.Keep(index);
                break;
            case WellKnownField.Custom:
                return _custom.Add(headers, index);
        }

        return true;
    }
}
