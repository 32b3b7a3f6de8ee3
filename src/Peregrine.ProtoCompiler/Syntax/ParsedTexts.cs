using System.Runtime.CompilerServices;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>
/// Remembers the trees of texts that are still alive, so that an editor which compiles a project anew after each key parses the
/// changed file only. Keyed by the string object, not by its content. Safe for concurrent use.
/// </summary>
internal static class ParsedTexts
{
    private static readonly ConditionalWeakTable<string, FileSyntax> Trees = new();

    public static FileSyntax Parse(string name, string text)
    {
        var tree = Trees.GetValue(text, t => ProtoParser.Parse(new SourceText(name, t)));
        return tree.Source.Name == name ? tree : ProtoParser.Parse(new SourceText(name, text));
    }
}
