using System.Buffers;

namespace Peregrine.Http2.Hpack;

/// <summary>The rules that one field can break alone (RFC 9113 sections 8.2 and 8.3).</summary>
internal static class FieldRules
{
    // Section 8.2.1: not 0x00-0x20, not upper case, not 0x7f-0xff, and a colon only in front.
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "!\"#$%&'()*+,-./0123456789;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private static readonly SearchValues<byte> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly SearchValues<byte> ForbiddenInValue = SearchValues.Create(0, (byte)'\r', (byte)'\n');

    /// <summary>Classifies a field as it was received.</summary>
    public static FieldKind Classify(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty) return FieldKind.NameEmpty;
        if (value.ContainsAny(ForbiddenInValue)) return FieldKind.ValueInvalid;
        if (name[0] == ':') return ClassifyPseudo(name, value);
        if (name.ContainsAnyExcept(NameBytes)) return name.ContainsAny(UpperCase) ? FieldKind.NameUpperCase : FieldKind.NameInvalid;

        var kind = ClassifyRegular(name, value);
        if (kind != FieldKind.Regular || value.IsEmpty) return kind;
        return IsSpace(value[0]) || IsSpace(value[^1]) ? FieldKind.SurroundedBySpace : FieldKind.Regular;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t';

    private static FieldKind ClassifyRegular(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("te"u8):
                return value.SequenceEqual("trailers"u8) ? FieldKind.Regular : FieldKind.TeNotTrailers;
            case 4 when name.SequenceEqual("host"u8):
                return FieldKind.Host;
            case 14 when name.SequenceEqual("content-length"u8):
                return IsContentLength(value) ? FieldKind.ContentLength : FieldKind.ContentLengthInvalid;
            case 7 when name.SequenceEqual("upgrade"u8):
            case 10 when name.SequenceEqual("connection"u8) || name.SequenceEqual("keep-alive"u8):
            case 16 when name.SequenceEqual("proxy-connection"u8):
            case 17 when name.SequenceEqual("transfer-encoding"u8):
                return FieldKind.ConnectionSpecific;
            default:
                return FieldKind.Regular;
        }
    }

    private static FieldKind ClassifyPseudo(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual(":path"u8)) return IsPath(value) ? FieldKind.Path : FieldKind.PathInvalid;
        if (name.SequenceEqual(":method"u8)) return value.SequenceEqual("CONNECT"u8) ? FieldKind.MethodConnect : FieldKind.Method;
        if (name.SequenceEqual(":scheme"u8)) return FieldKind.Scheme;
        if (name.SequenceEqual(":authority"u8)) return FieldKind.Authority;
        if (name.SequenceEqual(":status"u8)) return ClassifyStatus(value);
        return FieldKind.PseudoUnknown;
    }

    private static FieldKind ClassifyStatus(ReadOnlySpan<byte> value)
    {
        if (value.Length != 3 || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || value[0] == '0') return FieldKind.StatusInvalid;
        if (value[0] != '1') return FieldKind.Status;
        return value.SequenceEqual("101"u8) ? FieldKind.StatusSwitchingProtocols : FieldKind.StatusInformational; // section 8.6
    }

    // Section 8.3.1: a path starts with a slash; OPTIONS of a whole server is a star.
    private static bool IsPath(ReadOnlySpan<byte> value) => value is [(byte)'/', ..] or [(byte)'*'];

    private static bool IsContentLength(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= 18 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
