using System.Text;

namespace Peregrine.ProtoCompiler;

internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsValid(byte[] bytes)
    {
        if (Array.TrueForAll(bytes, b => b < 0x80))
            return true;
        try
        {
            Strict.GetCharCount(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
