namespace Fuzz.Models;

/// <summary>RFC 9113 section 8 on a list of fields: is the message malformed?</summary>
internal static class NaiveMessage
{
    private const string NameCharacters = "!\"#$%&'()*+,-./0123456789;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly string[] s_ofConnection = ["connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade"];

    /// <summary>Whether a request head is well-formed; <paramref name="length"/> is its content-length, null without one.</summary>
    public static bool IsRequest(List<NaiveField> fields, bool allowSpace, out long? length)
    {
        if (!AreFine(fields, allowSpace, [":method", ":scheme", ":authority", ":path"], out length)) return false;
        var (method, scheme, path, authority) = (Find(fields, ":method"), Find(fields, ":scheme"), Find(fields, ":path"), Find(fields, ":authority"));
        if (path is not null && path != "*" && !path.StartsWith('/')) return false;
        if (authority is not null && fields.Any(each => each.Name == "host" && !string.Equals(each.Value, authority, StringComparison.OrdinalIgnoreCase))) return false;
        return method == "CONNECT" ? scheme is null && path is null && authority is not null : method is not null && scheme is not null && path is not null;
    }

    /// <summary>Whether a response head is well-formed.</summary>
    public static bool IsResponse(List<NaiveField> fields, bool allowSpace, out long? length, out bool isInformational)
    {
        isInformational = false;
        if (!AreFine(fields, allowSpace, [":status"], out length)) return false;
        if (Find(fields, ":status") is not { Length: 3 } status || !status.All(char.IsAsciiDigit) || status[0] == '0' || status == "101") return false;
        isInformational = status[0] == '1';
        return true;
    }

    public static bool AreTrailers(List<NaiveField> fields, bool allowSpace) => fields.TrueForAll(each => !each.Name.StartsWith(':') && IsFine(each, allowSpace));

    private static bool AreFine(List<NaiveField> fields, bool allowSpace, string[] pseudo, out long? length)
    {
        length = null;
        var seen = new HashSet<string>();
        var isBehind = false;
        foreach (var each in fields)
        {
            if (!IsFine(each, allowSpace)) return false;
            if (each.Name.StartsWith(':'))
            {
                if (isBehind || !pseudo.Contains(each.Name) || !seen.Add(each.Name)) return false;
                continue;
            }

            isBehind = true;
            if (each.Name != "content-length") continue;
            var value = long.Parse(each.Value, System.Globalization.CultureInfo.InvariantCulture);
            if (length is not null && length != value) return false;
            length = value;
        }

        return true;
    }

    private static bool IsFine(NaiveField field, bool allowSpace)
    {
        if (field.Name.Length == 0 || field.Value.Any(static each => each is '\0' or '\r' or '\n')) return false;
        if (field.Name.StartsWith(':')) return true;
        if (!field.Name.All(NameCharacters.Contains) || s_ofConnection.Contains(field.Name)) return false;
        return field.Name switch
        {
            "te" => field.Value == "trailers",
            "content-length" => field.Value.Length is > 0 and <= 18 && field.Value.All(char.IsAsciiDigit),
            "host" => true, // compared with :authority as it is
            _ => allowSpace || field.Value.Trim(' ', '\t') == field.Value,
        };
    }

    private static string? Find(List<NaiveField> fields, string name) => fields.Where(each => each.Name == name).Select(static each => each.Value).FirstOrDefault();
}
