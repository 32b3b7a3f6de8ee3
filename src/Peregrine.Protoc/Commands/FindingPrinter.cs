using Peregrine.ProtoCompiler;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Commands;

/// <summary>Prints findings as <c>protoc</c> does, so that what reads its output reads ours; our id stands at the end.</summary>
internal sealed class FindingPrinter(TextWriter output, SourceTree tree, bool isMsvs)
{
    public void Print(Diagnostic finding)
    {
        var file = tree.DisplayName(finding.Source.Name);
        var text = $"{finding.MessageWithHint} [{finding.Id}]";
        var kind = finding.IsError ? "error" : "warning";
        // A file that came as a descriptor has no places.
        if (finding.Source.Text.Length == 0)
        {
            output.WriteLine(finding.IsError ? $"{file}: {text}" : $"{file}: {kind}: {text}");
            return;
        }
        var place = finding.Source.GetProtocPosition(finding.Span.Start);
        if (isMsvs)
            output.WriteLine($"{file}({place.Line + 1}) : {kind} in column={place.Column + 1}: {text}");
        else
            output.WriteLine($"{file}:{place.Line + 1}:{place.Column + 1}: {(finding.IsError ? "" : "warning: ")}{text}");
    }
}
