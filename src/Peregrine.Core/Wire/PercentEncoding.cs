using System.Buffers;
using System.Text;

namespace Peregrine.Wire;

/// <summary>
/// The value of <c>grpc-message</c>: UTF-8, where everything but printable ASCII and the percent sign itself is written as <c>%XX</c>
/// (grpc/doc/PROTOCOL-HTTP2.md, Status-Message). Reading never fails: what is not valid stays as it is.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(" !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>The bytes of a text.</summary>
    public static byte[] Encode(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (!utf8.AsSpan().ContainsAnyExcept(Plain)) return utf8;

        var output = new ArrayBufferWriter<byte>(utf8.Length * 3);
        ReadOnlySpan<byte> hex = "0123456789ABCDEF"u8;
        foreach (var each in utf8)
        {
            if (Plain.Contains(each)) output.Write([each]);
            else output.Write([(byte)'%', hex[each >> 4], hex[each & 15]]);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>The text of bytes; broken escapes stay as they are, broken UTF-8 becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'%')) return Encoding.UTF8.GetString(value);

        var bytes = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && char.IsAsciiHexDigit((char)value[i + 1]) && char.IsAsciiHexDigit((char)value[i + 2]))
            {
                bytes[length++] = (byte)((HexValue(value[i + 1]) << 4) | HexValue(value[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = value[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
