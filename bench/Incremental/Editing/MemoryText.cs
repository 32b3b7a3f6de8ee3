using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Incremental.Editing;

/// <summary>A file as an editor holds it.</summary>
internal sealed class MemoryText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>What the build says about files: all are compiled.</summary>
    public static MemoryText ListOf(string projectFolder, IEnumerable<MemoryText> files) =>
        new(projectFolder + "obj/peregrine.items.txt", projectFolder + "\n" + string.Concat(files.Select(static file => file.Path + "|Compile||||||\n")));
}
