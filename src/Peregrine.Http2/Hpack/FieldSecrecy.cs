namespace Peregrine.Http2.Hpack;

/// <summary>Names whose values must not be guessable through a shared table (RFC 7541 section 7.1), nor readable in a log.</summary>
public static class FieldSecrecy
{
    /// <summary>Whether a field of this name, in lower case, carries a secret whoever sends it: credentials, cookies, and the usual names of keys and tokens.</summary>
    public static bool IsSecret(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => name.SequenceEqual("cookie"u8),
        9 => name.SequenceEqual("x-api-key"u8),
        10 => name.SequenceEqual("set-cookie"u8),
        12 => name.SequenceEqual("x-auth-token"u8),
        13 => name.SequenceEqual("authorization"u8),
        14 => name.SequenceEqual("x-goog-api-key"u8) || name.SequenceEqual("x-access-token"u8),
        19 => name.SequenceEqual("proxy-authorization"u8),
        20 => name.SequenceEqual("x-amz-security-token"u8),
        _ => false,
    };
}
