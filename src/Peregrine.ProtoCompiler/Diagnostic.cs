namespace Peregrine.ProtoCompiler;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The file is right, but something in it is probably not meant.</summary>
    Warning,

    /// <summary>The file breaks a rule of the language; nothing is generated from it.</summary>
    Error,
}

/// <summary>A rule of the language that a file can break. The rules are listed in <see cref="DiagnosticRules"/>.</summary>
/// <param name="Id">Stable: <c>PRG</c> and four digits.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="Severity">What it weighs by default.</param>
public sealed record DiagnosticRule(string Id, string Title, DiagnosticSeverity Severity);

/// <summary>One finding in one file.</summary>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Source">The text it was found in.</param>
/// <param name="Span">The piece of the text to underline.</param>
/// <param name="Message">What is wrong, with the names and numbers in it; a sentence without line breaks.</param>
/// <param name="Hint">What to do about it, or null.</param>
public sealed record Diagnostic(DiagnosticRule Rule, SourceText Source, TextSpan Span, string Message, string? Hint = null)
{
    /// <summary>The stable id of the rule.</summary>
    public string Id => Rule.Id;

    /// <summary>Whether nothing is generated from the file.</summary>
    public bool IsError => Rule.Severity == DiagnosticSeverity.Error;

    /// <summary>Where the span begins.</summary>
    public LinePosition Start => Source.GetPosition(Span.Start);

    /// <summary>Where the span ends (exclusive).</summary>
    public LinePosition End => Source.GetPosition(Span.End);

    /// <summary>The message with the hint behind it.</summary>
    public string MessageWithHint => Hint is null ? Message : $"{Message} {Hint}";

    /// <summary>As compilers print it: <c>file(line,column): error PRG0001: message</c>.</summary>
    public override string ToString() =>
        $"{Source.Name}{Start}: {(IsError ? "error" : "warning")} {Id}: {MessageWithHint}";
}
