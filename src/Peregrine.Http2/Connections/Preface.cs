namespace Peregrine.Http2.Connections;

/// <summary>The first bytes of a connection (RFC 9113 section 3.4), and what else peers send there by mistake.</summary>
internal static class Preface
{
    // With fewer bytes a wrong start cannot be told apart yet; the preface timeout bounds the wait.
    private const int EnoughToTell = 8;

    /// <summary>What an HTTP/1.1 client is told before the connection closes.</summary>
    public static ReadOnlySpan<byte> Http1Answer =>
        "HTTP/1.1 505 HTTP Version Not Supported\r\nContent-Type: text/plain\r\nContent-Length: 70\r\nConnection: close\r\n\r\nThis port speaks HTTP/2 with prior knowledge (gRPC), and not HTTP/1.1."u8;

    /// <summary>What every client sends first.</summary>
    public static ReadOnlySpan<byte> Client => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Server: how many bytes the preface takes, 0 when more input is needed; or what came instead.</summary>
    public static Breach ReadClient(ReadOnlySpan<byte> input, out int used)
    {
        used = 0;
        var common = Math.Min(input.Length, Client.Length);
        if (input[..common].SequenceEqual(Client[..common]))
        {
            if (common == Client.Length) used = common;
            return default;
        }
        if (input.Length < EnoughToTell) return default;
        if (IsTls(input)) return new(Violation.TlsInsteadOfPlaintext, What: Breach.Excerpt(input[..EnoughToTell]) + " (a TLS ClientHello)");
        return new(IsHttp1Request(input) ? Violation.Http1InsteadOfHttp2 : Violation.PrefaceWrong, What: Breach.Excerpt(FirstLine(input)));
    }

    /// <summary>Client: looks at the start of the server's first frame, which must be SETTINGS; the classification needs fewer bytes than a frame header has.</summary>
    public static Breach CheckServer(ReadOnlySpan<byte> input)
    {
        if (IsTls(input)) return new(Violation.TlsInsteadOfPlaintext, What: Breach.Excerpt(input[..Math.Min(input.Length, EnoughToTell)]) + " (a TLS record)");
        return input.StartsWith("HTTP/"u8) ? new(Violation.Http1InsteadOfHttp2, What: Breach.Excerpt(FirstLine(input))) : default;
    }

    // Record type handshake (22) or alert (21), then major version 3. As a frame header this would be one of more than a megabyte.
    private static bool IsTls(ReadOnlySpan<byte> input) => input.Length >= 3 && input[0] is 0x15 or 0x16 && input[1] == 0x03;

    // A method is capital letters, then a space and a target.
    private static bool IsHttp1Request(ReadOnlySpan<byte> input)
    {
        var space = input.IndexOf((byte)' ');
        return space is >= 3 and <= 16 && !input[..space].ContainsAnyExceptInRange((byte)'A', (byte)'Z')
            && space + 1 < input.Length && input[space + 1] is (byte)'/' or (byte)'*' or (byte)'h';
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? input : input[..end];
    }
}
