using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>A checked <c>content-type</c>.</summary>
internal sealed class ContentTypeMeaning : FieldMeaning
{
    private static readonly ContentTypeMeaning Grpc = new(true);
    private static readonly ContentTypeMeaning Other = new(false);

    private readonly bool _isGrpc;

    private ContentTypeMeaning(bool isGrpc) : base(WellKnownField.ContentType) => _isGrpc = isGrpc;

    /// <summary>Whether field <paramref name="index"/> says <c>application/grpc</c>, alone or with a suffix after <c>+</c> or <c>;</c>.</summary>
    public static bool IsGrpc(HeaderList headers, int index)
    {
        if (headers.Entry(index) is not { } entry) return IsGrpc(headers.Value(index));
        if (entry.Meaning is ContentTypeMeaning known) return known._isGrpc;
        var isGrpc = IsGrpc(entry.Value);
        entry.Meaning = isGrpc ? Grpc : Other;
        return isGrpc;
    }

    // application/grpc-web is another protocol.
    private static bool IsGrpc(ReadOnlySpan<byte> value)
    {
        var name = "application/grpc"u8;
        return value.Length >= name.Length && Ascii.EqualsIgnoreCase(value[..name.Length], name) && (value.Length == name.Length || value[name.Length] is (byte)'+' or (byte)';' or (byte)' ');
    }
}
