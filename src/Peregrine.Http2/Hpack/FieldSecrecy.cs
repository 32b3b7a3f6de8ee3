namespace Peregrine.Http2.Hpack;

/// <summary>Names whose values must not be guessable through a shared table (RFC 7541 section 7.1).</summary>
internal static class FieldSecrecy
{
    public static bool IsSecret(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => name.SequenceEqual("cookie"u8),
        10 => name.SequenceEqual("set-cookie"u8),
        13 => name.SequenceEqual("authorization"u8),
        19 => name.SequenceEqual("proxy-authorization"u8),
        _ => false,
    };
}
