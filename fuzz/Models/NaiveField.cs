using System.Text;

namespace Fuzz.Models;

/// <summary>A header field as two Latin-1 texts.</summary>
internal readonly record struct NaiveField(string Name, string Value, bool NeverIndexed)
{
    public int Size => Name.Length + Value.Length + 32;

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
