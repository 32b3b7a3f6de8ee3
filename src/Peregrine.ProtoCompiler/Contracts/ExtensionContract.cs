using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of an extension: the same as of a field.</summary>
internal sealed class ExtensionContract(Matching matching, Breaches breaches)
{
    private readonly FieldContract _fields = new(matching, breaches);

    /// <param name="before">The extension.</param>
    /// <param name="fileNow">The file that declared it, as it is now; null if that is gone, which has been reported.</param>
    public void Check(FieldDescriptor before, FileDescriptor? fileNow)
    {
        if (fileNow is null)
            return;
        var now = ExtensionsOf(fileNow).FirstOrDefault(other => other.Number == before.Number && matching.IsSame(before.ContainingType, other.ContainingType));
        if (now is null)
            Report(before, fileNow, null);
        else
        {
            if (now.Name != before.Name)
                Report(before, fileNow, now);
            _fields.Check(before, now);
        }
    }

    private void Report(FieldDescriptor before, FileDescriptor file, FieldDescriptor? renamed)
    {
        var span = renamed?.NameSpan ?? new TextSpan(file.Syntax.SyntaxStatement?.Span.Start ?? 0, 0);
        breaches.Add(Breaches.At(DiagnosticRules.ExtensionGone, file, span, renamed is null
                ? $"The extension \"{before.FullName}\" ({before.Number}) of \"{before.ContainingType?.FullName}\" is gone."
                : $"The extension \"{before.FullName}\" ({before.Number}) was renamed to \"{renamed.Name}\".", "Keep it with [deprecated = true].") with
        {
            Wire = renamed is null ? $"another extension {before.Number} would misread the bytes that there are" : null,
            Json = renamed is null ? null : "extensions are written by name",
            CSharp = $"{CSharpNames.Of(before)} no longer exists",
        });
    }

    private static IEnumerable<FieldDescriptor> ExtensionsOf(FileDescriptor file) =>
        file.Extensions.Concat(Matching.TypesOf(file).OfType<MessageDescriptor>().SelectMany(message => message.NestedExtensions));
}
