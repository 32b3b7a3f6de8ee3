using System.Globalization;
using System.Text;

namespace Peregrine.Generator;

/// <summary>The names of generated files: the import name, so they are unique and stable.</summary>
internal static class HintNames
{
    public static string Messages(ProtoFile file) => Escape(file.Name) + ".g.cs";

    public static string Services(ProtoFile file) => Escape(file.Name) + ".grpc.g.cs";

    // The compiler takes few characters in these names; the others are spelled out.
    private static string Escape(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or '/')
                result.Append(c);
            else
                result.Append('(').Append(((int)c).ToString("x", CultureInfo.InvariantCulture)).Append(')');
        }
        return result.ToString();
    }
}
