using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>Comments of the <c>.proto</c> as XML documentation.</summary>
internal static class DocComments
{
    /// <summary>Writes the summary of a declaration: the comment before it, else the one behind it, else <paramref name="otherwise"/>.</summary>
    public static void Summary(CodeWriter writer, Descriptor descriptor, string? otherwise = null)
    {
        var text = descriptor.Comments.Leading ?? descriptor.Comments.Trailing;
        var lines = text is null ? [] : Lines(text);
        if (lines.Count > 0)
        {
            writer.Line("/// <summary>");
            foreach (var line in lines)
                writer.Line(line.Length == 0 ? "///" : "/// " + line);
            writer.Line("/// </summary>");
        }
        else if (otherwise is not null)
        {
            writer.Line($"/// <summary>{otherwise}</summary>");
        }
    }

    /// <summary>Text that may stand inside an XML element.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static List<string> Lines(string comment)
    {
        var lines = new List<string>();
        foreach (var raw in comment.Split('\n'))
        {
            var line = new string([.. raw.Where(IsXmlCharacter)]).TrimEnd();
            // A blank line opens a new paragraph; one is enough, and none at the ends.
            if (line.Length == 0 && (lines.Count == 0 || lines[lines.Count - 1].Length == 0))
                continue;
            lines.Add(Escape(line.StartsWith(" ", StringComparison.Ordinal) ? line.Substring(1) : line));
        }
        if (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    // U+0085, U+2028 and U+2029 end a line in C#, and would end the comment.
    private static bool IsXmlCharacter(char c) =>
        c is '\t' or >= ' ' and not ('\u0085' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF');
}
