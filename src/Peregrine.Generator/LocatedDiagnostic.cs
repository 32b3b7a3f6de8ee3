using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Peregrine.Generator;

/// <summary>A finding as the compiler reports it, by value: it may be kept between runs.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Title">The rule.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="IsError">Error or warning.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The offsets to underline.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record LocatedDiagnostic(string Id, string Title, string Message, bool IsError, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocatedDiagnostic From(string path, ProtoCompiler.Diagnostic finding) => new(
        finding.Id,
        finding.Rule.Title,
        finding.MessageWithHint,
        finding.IsError,
        path,
        new TextSpan(finding.Span.Start, finding.Span.Length),
        new LinePositionSpan(Position(finding.Start), Position(finding.End)));

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        new DiagnosticDescriptor(Id, Title, "{0}", "Protobuf", IsError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, isEnabledByDefault: true),
        Location.Create(Path, Span, Lines),
        Message);

    private static LinePosition Position(ProtoCompiler.LinePosition position) => new(position.Line, position.Column);
}
