using System.Text;
using Peregrine.ProtoCompiler;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace Peregrine.Generator;

/// <summary>
/// Finds texts that are no UTF-8. The compiler reads those in the machine's own encoding and says nothing; the strings in them would be
/// other ones on the next machine.
/// </summary>
internal static class TextEncoding
{
    private const int Utf8 = 65001;
    private const char Replacement = '\uFFFD';

    /// <summary>What is wrong with how the file was written; null if nothing is, or nobody knows.</summary>
    public static EncodingFault? FaultOf(SourceText text) => text.Encoding switch
    {
        // The compiler tries strict UTF-8 first.
        null or { DecoderFallback: DecoderExceptionFallback } => null,
        { CodePage: Utf8 } => FirstOf(text, static c => c == Replacement),
        { IsSingleByte: true } encoding when FirstOf(text, static c => c >= 0x80) is not null => new EncodingFault(FirstFault(encoding.GetBytes(text.ToString()))),
        { IsSingleByte: true } => null,
        var encoding => new EncodingFault(0, encoding.WebName),
    };

    private static EncodingFault? FirstOf(SourceText text, Func<char, bool> isFault)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (isFault(text[i]))
                return new EncodingFault(i);
        }
        return null;
    }

    // The text was read one character a byte.
    private static int FirstFault(byte[] bytes)
    {
        try
        {
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return 0;
        }
        catch (DecoderFallbackException fault)
        {
            return fault.Index;
        }
    }
}
