using System.Text;

namespace Peregrine.Transports;

/// <summary>What the first bytes of a connection look like.</summary>
internal enum FirstBytesKind
{
    None,
    Http1Response,
    Http1Request,
    TlsAlert,
    TlsHandshake,
    Http2Frame,
    Http2Preface,
    Other,
}

/// <summary>Recognises what a peer speaks by the first bytes it sent, whoever it took us for.</summary>
internal static class FirstBytes
{
    private const int Quoted = 60;

    public static FirstBytesKind Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return FirstBytesKind.None;
        if (bytes.StartsWith("HTTP/1."u8)) return FirstBytesKind.Http1Response;
        if (bytes.StartsWith("PRI * HTTP/2.0"u8)) return FirstBytesKind.Http2Preface;
        if (bytes.Length >= 3 && bytes[1] == 3 && bytes[2] <= 4)
        {
            // RFC 8446 section 5.1: content type, then the version 3.x
            if (bytes[0] == 21) return FirstBytesKind.TlsAlert;
            if (bytes[0] == 22) return FirstBytesKind.TlsHandshake;
        }

        // A server begins with SETTINGS (RFC 9113 section 3.4), or gives up by GOAWAY, both short and on stream 0.
        if (bytes.Length >= 9 && bytes[0] == 0 && bytes[3] is 4 or 7 && bytes[5..9].IndexOfAnyExcept((byte)0) < 0) return FirstBytesKind.Http2Frame;
        return LooksLikeRequest(bytes) ? FirstBytesKind.Http1Request : FirstBytesKind.Other;
    }

    /// <summary>The description of a fatal TLS alert that was sent in the clear, or null.</summary>
    public static byte? AlertOf(ReadOnlySpan<byte> bytes) =>
        Recognise(bytes) == FirstBytesKind.TlsAlert && bytes.Length >= 7 && bytes[3] == 0 && bytes[4] == 2 ? bytes[6] : null;

    /// <summary>The alert as RFC 8446 section 6 names it.</summary>
    public static string AlertName(byte alert) => alert switch
    {
        10 => "unexpected_message",
        40 => "handshake_failure",
        42 => "bad_certificate",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        50 => "decode_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        112 => "unrecognized_name",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => $"number {alert}",
    };

    /// <summary>A clause for people: <c>"HTTP/1.1 400 Bad Request"</c>, <c>a TLS record</c>, or the bytes.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes) => Recognise(bytes) switch
    {
        FirstBytesKind.None => "nothing",
        FirstBytesKind.Http1Response or FirstBytesKind.Http1Request => $"\"{FirstLine(bytes)}\"",
        FirstBytesKind.TlsAlert => AlertOf(bytes) is { } alert ? $"a TLS alert ({AlertName(alert)})" : "a TLS alert",
        FirstBytesKind.TlsHandshake => "a TLS handshake",
        FirstBytesKind.Http2Frame => bytes[3] == 4 ? "an HTTP/2 SETTINGS frame" : "an HTTP/2 GOAWAY frame",
        FirstBytesKind.Http2Preface => "the preface of an HTTP/2 client",
        _ => IsText(bytes) ? $"\"{FirstLine(bytes)}\"" : $"the bytes {Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, 16)])}",
    };

    private static bool LooksLikeRequest(ReadOnlySpan<byte> bytes)
    {
        var space = bytes.IndexOf((byte)' ');
        if (space is < 3 or > 7 || bytes[..space].ContainsAnyExceptInRange((byte)'A', (byte)'Z')) return false;
        return bytes[(space + 1)..].IndexOf(" HTTP/1."u8) >= 0 || bytes.Length > space + 1 && bytes[space + 1] == '/';
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => !Line(bytes).ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? bytes : bytes[..end];
    }

    // What a stranger sent is shown, never trusted: printable ASCII only, and short.
    private static string FirstLine(ReadOnlySpan<byte> bytes)
    {
        var line = Line(bytes);
        var text = new StringBuilder();
        foreach (var octet in line[..Math.Min(line.Length, Quoted)]) text.Append(octet is >= 0x20 and <= 0x7e ? (char)octet : '?');
        return text.ToString();
    }
}
