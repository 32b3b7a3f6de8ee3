using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Where in a file the part of a declaration stands that a finding is about.</summary>
internal static class Places
{
    /// <summary>The first statement of a kind, or null.</summary>
    public static T? Statement<T>(IEnumerable<SyntaxNode> members)
        where T : SyntaxNode => members.OfType<T>().FirstOrDefault();

    /// <summary>The statement that sets an option, or null.</summary>
    public static OptionSyntax? Option(IEnumerable<SyntaxNode> members, string name) =>
        members.OfType<OptionSyntax>().FirstOrDefault(option => option.Name[0] is { IsExtension: false } first && first.Text == name);

    /// <summary>An option of a field, or the field's name.</summary>
    public static TextSpan OptionOrName(FieldDescriptor field, string name) =>
        Option(field.Syntax.Options?.Options ?? [], name)?.Span ?? field.NameSpan;

    /// <summary>The label of a field, or its type.</summary>
    public static TextSpan LabelOrType(FieldDescriptor field) => field.Syntax.LabelSpan.Length > 0 ? field.Syntax.LabelSpan : field.Syntax.Type.Span;
}
