namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>A parsed file: what is in it, and what the parser had to say.</summary>
internal sealed class FileSyntax : SyntaxNode
{
    public FileSyntax(SourceText source) => Source = source;

    public SourceText Source { get; }

    /// <summary>The edition; proto2 if the file does not say.</summary>
    public Edition Edition { get; set; } = Edition.Proto2;

    /// <summary>The <c>syntax</c> or <c>edition</c> statement, or null.</summary>
    public SyntaxStatement? SyntaxStatement { get; set; }

    /// <summary>The package, or an empty string.</summary>
    public string PackageName { get; set; } = "";

    /// <summary>All statements in order.</summary>
    public List<SyntaxNode> Members { get; } = [];

    /// <summary>The imports in order.</summary>
    public List<ImportSyntax> Imports { get; } = [];

    /// <summary>Whether there is anything but ASCII outside of comments.</summary>
    public bool HasNonAsciiText { get; set; }

    /// <summary>What the parser found wrong.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>How many message literals are broken. Each is one of the errors, and no declaration is missing because of it.</summary>
    public int BrokenLiterals { get; set; }
}

/// <summary><c>syntax = "…";</c> or <c>edition = "…";</c>.</summary>
internal sealed class SyntaxStatement : SyntaxNode
{
    public required TokenText Value { get; init; }

    public required bool IsEdition { get; init; }
}

/// <summary><c>package a.b;</c>.</summary>
internal sealed class PackageSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }
}

/// <summary><c>import "…";</c>.</summary>
internal sealed class ImportSyntax : SyntaxNode
{
    public required ImportKind Kind { get; init; }

    /// <summary>The keyword's place; empty for plain imports.</summary>
    public required TextSpan KindSpan { get; init; }

    public required TokenText Path { get; init; }
}
