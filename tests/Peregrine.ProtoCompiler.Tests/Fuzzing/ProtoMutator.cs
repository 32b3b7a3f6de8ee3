using System.Text;

namespace Peregrine.ProtoCompiler.Tests.Fuzzing;

/// <summary>Makes broken and strange .proto texts out of real ones. The same seed gives the same text.</summary>
internal sealed class ProtoMutator(IReadOnlyList<string> texts)
{
    private static readonly string[] Names =
    [
        "message", "enum", "service", "rpc", "returns", "stream", "oneof", "map", "group", "extend", "extensions", "reserved", "to", "max", "option", "import", "public", "weak", "package",
        "syntax", "edition", "optional", "required", "repeated", "default", "json_name", "features", "export", "local", "int32", "uint64", "sint32", "fixed32", "sfixed64", "float", "double",
        "bool", "string", "bytes", "inf", "nan", "true", "false", "deprecated", "packed", "lazy", "ctype", "jstype", "allow_alias", "field_presence", "enum_type", "message_encoding",
        "repeated_field_encoding", "utf8_validation", "json_format", "declaration", "verification", "map_entry", "message_set_wire_format", "google", "A", "_", "x",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "15", "16", "2047", "18999", "19000", "19999", "536870911", "536870912", "2147483647", "2147483648", "4294967295", "9223372036854775807", "9223372036854775808",
        "18446744073709551615", "18446744073709551616", "99999999999999999999999999", "0x7fffffff", "0x", "0xg", "017", "08", "1.5", "1e400", "1e", ".5", "1.2.3", "5x", "-1", "-0", "-2147483648",
    ];

    private static readonly string[] Strings =
    [
        "\"\"", "\"proto2\"", "\"proto3\"", "\"2023\"", "\"2024\"", "\"2026\"", "\"UNSTABLE\"", "\"a\"", "\"1x\"", "\"google/protobuf/any.proto\"", "\"google/protobuf/descriptor.proto\"", "\"./a.proto\"",
        "\"\\xff\"", "\"\\777\"", "\"\\u00e9\"", "\"\\ud800\"", "\"\\U00110000\"", "\"\\q\"", "\"\\", "\"\0\"", "\"open", "'it\"s'", "\"a\" \"b\"", "\"[a]\"",
    ];

    private static readonly string[] Symbols =
        ["{", "}", "[", "]", "(", ")", "<", ">", ";", ",", ".", "=", ":", "-", "/", "\"", "'", "\\", "@", "/*", "*/", "//", "\0", "\n", "\r", "é", "\uD800", "\uFEFF", "\u0001", "\u2028"];

    private static readonly string[] Statements =
    [
        "option deprecated = true;", "option features.field_presence = IMPLICIT;", "reserved 5 to max;", "reserved \"a\";", "reserved a, b;", "extensions 100 to 200;", "oneof o { int32 q = 77; }",
        "map<string, int32> m = 78;", "message A { A a = 1; }", "enum E { Z = 0; O = 1; }", "int32 f = 79;", "optional int32 g = 80;", "repeated int32 h = 81 [packed = true];",
        "optional group G = 82 { optional int32 k = 1; }", "rpc M(A) returns (stream A) { option idempotency_level = IDEMPOTENT; }", "extend A { optional int32 e = 150; }",
        "import \"google/protobuf/descriptor.proto\";", "package p.q;", "option (a).b = { c: 1 d < e: 'x' > f [1, 2] [g.h]: -inf };", "service S { rpc M(A) returns (A); }", ";", "}", "syntax = \"proto3\";",
    ];

    private static readonly string[] Openers = ["message M { ", "option a = { ", "option a = { b < ", "option a = { b: [", "{ ", "a.", "(", "[", "\"a\" ", "/* ", "oneof o { ", "optional group G = 1 { "];

    /// <summary>The text of a seed.</summary>
    public string Text(int seed)
    {
        var random = new Random(seed);
        var pieces = ProtoPiece.Split(texts[random.Next(texts.Count)]);
        for (var i = random.Next(1, 5); i > 0 && pieces.Count > 0; i--)
            Mutate(pieces, random);
        var text = new StringBuilder().AppendJoin("", pieces);
        if (random.Next(4) == 0)
            MutateCharacters(text, random);
        return text.ToString();
    }

    private void Mutate(List<string> pieces, Random random)
    {
        var at = random.Next(pieces.Count);
        switch (random.Next(12))
        {
            case 0:
                pieces.RemoveAt(at);
                break;
            case 1:
                pieces.Insert(at, pieces[at]);
                break;
            case 2:
                var other = random.Next(pieces.Count);
                (pieces[at], pieces[other]) = (pieces[other], pieces[at]);
                break;
            case 3:
                pieces.Insert(at, " " + Any(random) + " ");
                break;
            case 4:
                Remove(pieces, ProtoPiece.StatementAt(pieces, at));
                break;
            case 5:
                var (start, end) = ProtoPiece.StatementAt(pieces, at);
                pieces.InsertRange(Math.Min(random.Next(pieces.Count), pieces.Count), pieces[start..end]);
                break;
            case 6:
                pieces.Insert(ProtoPiece.StatementAt(pieces, at).Start, " " + Pick(Statements, random) + " ");
                break;
            case 7:
                Borrow(pieces, at, random);
                break;
            case 8:
                pieces.Insert(at, string.Concat(Enumerable.Repeat(Pick(Openers, random), random.Next(2, random.Next(5) == 0 ? 3000 : 40))));
                break;
            default:
                pieces[NextWord(pieces, at)] = Exchange(pieces, pieces[NextWord(pieces, at)], random);
                break;
        }
    }

    private static void Remove(List<string> pieces, (int Start, int End) range) => pieces.RemoveRange(range.Start, range.End - range.Start);

    // A statement of another text.
    private void Borrow(List<string> pieces, int at, Random random)
    {
        var others = ProtoPiece.Split(texts[random.Next(texts.Count)]);
        if (others.Count == 0)
            return;
        var (start, end) = ProtoPiece.StatementAt(others, random.Next(others.Count));
        pieces.InsertRange(ProtoPiece.StatementAt(pieces, at).Start, others[start..Math.Min(end, start + 400)]);
    }

    // Blanks and comments say little, so mutations move on to the next word.
    private static int NextWord(List<string> pieces, int at)
    {
        var next = at;
        while (next < pieces.Count && !ProtoPiece.IsName(pieces[next]) && !ProtoPiece.IsNumber(pieces[next]) && !ProtoPiece.IsString(pieces[next]))
            next++;
        return next < pieces.Count ? next : at;
    }

    private static string Exchange(List<string> pieces, string piece, Random random)
    {
        if (random.Next(8) == 0)
            return Any(random);
        if (ProtoPiece.IsNumber(piece))
            return Pick(Numbers, random);
        if (ProtoPiece.IsString(piece))
            return Pick(Strings, random);
        if (!ProtoPiece.IsName(piece))
            return Pick(Symbols, random);
        // Names of the same text make references that resolve.
        var other = pieces[NextWord(pieces, random.Next(pieces.Count))];
        return random.Next(2) == 0 && ProtoPiece.IsName(other) ? other : Pick(Names, random);
    }

    private static string Any(Random random) => Pick(random.Next(5) switch { 0 => Numbers, 1 => Strings, 2 => Symbols, _ => Names }, random);

    private static void MutateCharacters(StringBuilder text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    break;
                case 1:
                    text[at] = (char)random.Next(0, 0x180);
                    break;
                case 2:
                    text.Insert(at, Pick(Symbols, random));
                    break;
                default:
                    text.Length = at;
                    break;
            }
        }
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
