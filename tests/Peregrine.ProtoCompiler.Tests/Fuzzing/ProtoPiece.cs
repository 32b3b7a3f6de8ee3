using System.Text.RegularExpressions;

namespace Peregrine.ProtoCompiler.Tests.Fuzzing;

/// <summary>A .proto text in pieces that a mutation can take, drop or exchange: names, numbers, strings, symbols, and what lies between them.</summary>
internal static partial class ProtoPiece
{
    public static List<string> Split(string text) => [.. PiecePattern().Matches(text).Select(match => match.Value)];

    /// <summary>The pieces of the statement or block that a piece lies in.</summary>
    public static (int Start, int End) StatementAt(List<string> pieces, int index)
    {
        var start = index;
        while (start > 0 && pieces[start - 1] is not (";" or "{" or "}"))
            start--;
        var depth = 0;
        for (var end = start; end < pieces.Count; end++)
        {
            depth += pieces[end] switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth < 0)
                return (start, end);
            if (depth == 0 && pieces[end] is ";" or "}")
                return (start, end + 1);
        }
        return (start, pieces.Count);
    }

    public static bool IsName(string piece) => char.IsAsciiLetter(piece[0]) || piece[0] == '_';

    public static bool IsNumber(string piece) => char.IsAsciiDigit(piece[0]);

    public static bool IsString(string piece) => piece[0] is '"' or '\'';

    [GeneratedRegex("""\s+|//[^\n]*|/\*[\s\S]*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d[\w.]*|[\s\S]""")]
    private static partial Regex PiecePattern();
}
