using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>Measures src for each budget.</summary>
internal static class Sizes
{
    public static IEnumerable<Measured> Of(Budget budget) => budget switch
    {
        Budget.FileLines => SourceFile.All.Select(file => new Measured(file.Path, file.Path, file.Lines)),
        Budget.TypeLines => TypeLines(),
        Budget.FunctionLines => SourceFile.All.SelectMany(FunctionLines),
        Budget.Fields => FieldCounts.Read(),
        Budget.ConstructorParameters => SourceFile.All.SelectMany(ConstructorParameters),
        _ => throw new ArgumentOutOfRangeException(nameof(budget)),
    };

    private static IEnumerable<Measured> TypeLines() =>
        from file in SourceFile.All
        from type in file.Types()
        group (Place: file.At(type), Lines: SourceFile.LinesOf(type)) by (file.Project, Name: SourceFile.NameOf(type)) into parts
        select new Measured(parts.Key.Name, parts.First().Place, parts.Sum(part => part.Lines));

    private static IEnumerable<Measured> FunctionLines(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax { ExpressionBody: not null } or AnonymousFunctionExpressionSyntax
        select new Measured($"{Owner(node)}.{FunctionName(node)}", file.At(node), SourceFile.LinesOf(node));

    private static IEnumerable<Measured> ConstructorParameters(SourceFile file)
    {
        foreach (var constructor in file.Root.DescendantNodes().OfType<ConstructorDeclarationSyntax>())
            yield return new Measured(Owner(constructor), file.At(constructor), constructor.ParameterList.Parameters.Count);
        foreach (var type in file.Types().OfType<TypeDeclarationSyntax>())
        {
            if (type.ParameterList is { } primary) yield return new Measured(SourceFile.NameOf(type), file.At(type), primary.Parameters.Count);
        }
    }

    private static string Owner(SyntaxNode node) => node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type ? SourceFile.NameOf(type) : "?";

    private static string FunctionName(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax => ".ctor",
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } accessor => $"{property.Identifier.Text}.{accessor.Keyword.Text}",
        _ => node.Kind().ToString(),
    };
}
