using System.Text;

namespace Peregrine.ProtoCompiler;

/// <summary>Names and what the language derives from them.</summary>
internal static class Names
{
    /// <summary>What stands before the last dot, or nothing.</summary>
    public static string ScopeOf(string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return dot < 0 ? "" : fullName.Substring(0, dot);
    }

    public static string Join(string scope, string name) => scope.Length == 0 ? name : scope + "." + name;

    /// <summary>The default JSON name: underscores go, and the letter behind one becomes a capital.</summary>
    public static string ToJsonName(string name)
    {
        if (name.IndexOf('_') < 0)
            return name;
        var result = new StringBuilder(name.Length);
        var capitalize = false;
        foreach (var c in name)
        {
            if (c == '_')
            {
                capitalize = true;
                continue;
            }
            result.Append(capitalize && c is >= 'a' and <= 'z' ? (char)(c - 32) : c);
            capitalize = false;
        }
        return result.ToString();
    }
}
