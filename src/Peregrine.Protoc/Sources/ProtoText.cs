using System.Text;
using System.Text.Unicode;
using Peregrine.ProtoCompiler;

namespace Peregrine.Protoc.Sources;

/// <summary>Makes texts of the bytes of files.</summary>
internal static class ProtoText
{
    /// <summary>The file as the compiler takes it. Bytes that are not UTF-8 are read one character a byte, and noted.</summary>
    public static ProtoSource Read(string name, byte[] bytes)
    {
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var text = bytes.AsSpan(start);
        return Utf8.IsValid(text)
            ? new ProtoSource(name, Encoding.UTF8.GetString(text))
            : new ProtoSource(name, Encoding.Latin1.GetString(text)) { EncodingFault = new EncodingFault(FirstFault(text)) };
    }

    private static int FirstFault(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}
