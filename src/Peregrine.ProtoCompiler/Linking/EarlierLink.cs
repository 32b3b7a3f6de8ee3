using System.Runtime.CompilerServices;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// How a text was linked in an earlier compilation, so that an editor which compiles a project anew after each key links only what has changed and what
/// imports it. It holds as long as the imports are the same descriptors; what the other files of the compilation may change is checked by <see cref="Linker"/>.
/// </summary>
/// <param name="Descriptor">Without errors.</param>
/// <param name="Diagnostics">Warnings.</param>
/// <param name="Schema">The file that the options were interpreted against.</param>
internal sealed record EarlierLink(FileDescriptor Descriptor, DiagnosticBag Diagnostics, FileDescriptor Schema)
{
    // Keyed by the tree, which is the same one as long as the text is alive.
    private static readonly ConditionalWeakTable<FileSyntax, StrongBox<EarlierLink?>> Links = new();

    /// <summary>The last one, or null. Safe for concurrent use.</summary>
    public static EarlierLink? Of(FileSyntax syntax) => Links.TryGetValue(syntax, out var link) ? Volatile.Read(ref link.Value) : null;

    /// <summary>Replaces the last one; null if the text was not linked to the end. Safe for concurrent use.</summary>
    public static void Keep(FileSyntax syntax, EarlierLink? link) => Volatile.Write(ref Links.GetOrCreateValue(syntax).Value, link);
}
