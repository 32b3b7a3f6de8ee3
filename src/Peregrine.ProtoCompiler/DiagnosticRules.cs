namespace Peregrine.ProtoCompiler;

/// <summary>Every rule that can be reported, by stable id. An id is never reused.</summary>
public static class DiagnosticRules
{
    /// <summary>A text that is not the language: a missing or unexpected token.</summary>
    public static DiagnosticRule Syntax { get; } = Error("PRG0001", "Syntax error");

    private static DiagnosticRule Error(string id, string title) => new(id, title, DiagnosticSeverity.Error);
}
