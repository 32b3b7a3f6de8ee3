using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>What an import statement leads to; no file if there is none.</summary>
internal readonly record struct LinkedImport(string Path, ImportKind Kind, LinkedFile? File);

/// <summary>A file on its way through the linker.</summary>
internal sealed class LinkedFile
{
    private readonly DiagnosticBag _beforeLinking;
    private readonly bool _isFaultless;
    private EarlierLink? _earlier;
    private FileDescriptor? _descriptor;
    private DiagnosticBag? _diagnostics;

    public LinkedFile(FileSyntax syntax, ProtoSource? source = null)
    {
        Syntax = syntax;
        _beforeLinking = new DiagnosticBag(syntax.Source);
        _isFaultless = source is null or { IsUnreadable: false, EncodingFault: null };
        // A file that was not read as it was written has that fault and no other one: all that the parser found may come from it.
        if (source is { IsUnreadable: true })
            _beforeLinking.Report(DiagnosticRules.Unreadable, default, $"The file {source.Name} cannot be read.", "Check that it exists, and that the build may read it.");
        else if (source?.EncodingFault is { } fault && (fault.Encoding is not null || syntax.HasNonAsciiText))
            Report(DiagnosticRules.NotUtf8, fault);
        var isMisread = _beforeLinking.HasErrors;
        if (!isMisread)
            _beforeLinking.AddRange(syntax.Diagnostics);
        HasSyntaxErrors = isMisread || _beforeLinking.IsFull || syntax.Diagnostics.Count(diagnostic => diagnostic.IsError) > syntax.BrokenLiterals;
        if (!_beforeLinking.HasErrors && source?.EncodingFault is { } harmless)
            Report(DiagnosticRules.CommentNotUtf8, harmless);
    }

    /// <summary>The import path.</summary>
    public string Name => Syntax.Source.Name;

    public FileSyntax Syntax { get; }

    /// <summary>Whether the text came from the compiler itself.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Then declarations may be missing, and nothing more is said about this file.</summary>
    public bool HasSyntaxErrors { get; }

    /// <summary>The imports in order, option imports last. One that is written twice or closes a circle stands here once or not at all.</summary>
    public IReadOnlyList<LinkedImport> Imports { get; set; } = [];

    /// <summary>There from <see cref="Begin"/> on.</summary>
    public FileDescriptor Descriptor => _descriptor ?? throw new InvalidOperationException($"Linking of {Name} has not begun.");

    public DiagnosticBag Diagnostics => _diagnostics ?? _beforeLinking;

    /// <summary>Whether the descriptor is that of an earlier compilation, linked and not to be changed any more.</summary>
    public bool IsReused => _earlier is not null;

    /// <summary>Whether the file is reused, and this compilation has something to say about it that the earlier one had not.</summary>
    public bool IsContradicted(FileDescriptor schema) => _earlier is { } earlier && (Diagnostics.HasErrors || earlier.Schema != schema);

    /// <summary>Takes the descriptor of an earlier compilation if one had the same text and imports, else makes one. What the file imports has begun.</summary>
    public void Begin(bool mayReuse)
    {
        var earlier = mayReuse && _isFaultless && !_beforeLinking.HasErrors ? EarlierLink.Of(Syntax) : null;
        _earlier = earlier is not null && HasImportsOf(earlier.Descriptor) ? earlier : null;
        _diagnostics = new DiagnosticBag(_earlier?.Diagnostics ?? _beforeLinking);
        _descriptor = _earlier?.Descriptor ?? Create();
    }

    /// <summary>Remembers the link for later compilations, if it is one that they could use. All files of this one are linked.</summary>
    public void Keep(FileDescriptor schema)
    {
        if (!IsReused && !Descriptor.IsSerialized)
            EarlierLink.Keep(Syntax, _isFaultless && !Descriptor.HasErrors ? new EarlierLink(Descriptor, Diagnostics, schema) : null);
    }

    private FileDescriptor Create()
    {
        var descriptor = DescriptorFactory.Create(Syntax);
        descriptor.IsEmbedded = IsEmbedded;
        descriptor.Imports = [.. Imports.Select(static import => new FileImport(import.Path, import.Kind, import.File?.Descriptor))];
        return descriptor;
    }

    private bool HasImportsOf(FileDescriptor earlier)
    {
        if (earlier.Imports.Count != Imports.Count)
            return false;
        for (var i = 0; i < Imports.Count; i++)
        {
            if (earlier.Imports[i].File != Imports[i].File?.Descriptor)
                return false;
        }
        return true;
    }

    private void Report(DiagnosticRule rule, EncodingFault fault) => _beforeLinking.Report(
        rule,
        new TextSpan(fault.Offset, 1),
        fault.Encoding is null ? "The text is not UTF-8 from here on." : $"The file is {fault.Encoding} text.",
        "Save it as UTF-8.");
}
