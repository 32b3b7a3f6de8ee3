using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>A file on its way through the linker.</summary>
internal sealed class LinkedFile
{
    public LinkedFile(FileSyntax syntax)
    {
        Descriptor = DescriptorFactory.Create(syntax);
        Diagnostics = new DiagnosticBag(syntax.Source);
        Diagnostics.AddRange(syntax.Diagnostics);
        HasSyntaxErrors = Diagnostics.HasErrors;
    }

    public FileDescriptor Descriptor { get; }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>Then declarations may be missing, and nothing more is said about this file.</summary>
    public bool HasSyntaxErrors { get; }
}
