using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>A file on its way through the linker.</summary>
internal sealed class LinkedFile
{
    public LinkedFile(FileSyntax syntax, ProtoSource? source = null)
    {
        Descriptor = DescriptorFactory.Create(syntax);
        Diagnostics = new DiagnosticBag(syntax.Source);
        // A file that was not read as it was written has that fault and no other one: all that the parser found may come from it.
        if (source is { IsUnreadable: true })
            Diagnostics.Report(DiagnosticRules.Unreadable, default, $"The file {source.Name} cannot be read.", "Check that it exists, and that the build may read it.");
        else if (source?.EncodingFault is { } fault && (fault.Encoding is not null || syntax.HasNonAsciiText))
            Report(DiagnosticRules.NotUtf8, fault);
        var isMisread = Diagnostics.HasErrors;
        if (!isMisread)
            Diagnostics.AddRange(syntax.Diagnostics);
        HasSyntaxErrors = isMisread || Diagnostics.IsFull || syntax.Diagnostics.Count(diagnostic => diagnostic.IsError) > syntax.BrokenLiterals;
        if (!Diagnostics.HasErrors && source?.EncodingFault is { } harmless)
            Report(DiagnosticRules.CommentNotUtf8, harmless);
    }

    public FileDescriptor Descriptor { get; }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>Then declarations may be missing, and nothing more is said about this file.</summary>
    public bool HasSyntaxErrors { get; }

    private void Report(DiagnosticRule rule, EncodingFault fault) => Diagnostics.Report(
        rule,
        new TextSpan(fault.Offset, 1),
        fault.Encoding is null ? "The text is not UTF-8 from here on." : $"The file is {fault.Encoding} text.",
        "Save it as UTF-8.");
}
