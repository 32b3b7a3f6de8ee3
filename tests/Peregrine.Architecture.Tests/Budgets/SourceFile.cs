using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>One parsed file of src.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    private static readonly Lazy<IReadOnlyList<SourceFile>> s_all = new(() => [.. Repository.SourceFiles("src").Select(path => new SourceFile(path))]);

    private SourceFile(string path)
    {
        Path = path;
        Root = CSharpSyntaxTree.ParseText(Repository.Read(path), s_options).GetRoot();
    }

    /// <summary>Every C# file of src.</summary>
    public static IReadOnlyList<SourceFile> All => s_all.Value;

    /// <summary>From the root of the repository, with forward slashes.</summary>
    public string Path { get; }

    public SyntaxNode Root { get; }

    public string Project => Path.Split('/')[1];

    /// <summary>The folders between project and file, with dots between them; empty for a file at the project's root.</summary>
    public string Folder => string.Join('.', Path.Split('/')[2..^1]);

    public int Lines => Root.SyntaxTree.GetText().Lines.Count;

    public IEnumerable<BaseTypeDeclarationSyntax> Types() => Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    public IEnumerable<BaseNamespaceDeclarationSyntax> Namespaces() => Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>();

    /// <summary>Path and line, as an editor opens it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>Lines that a node covers, without the comments above it.</summary>
    public static int LinesOf(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>Namespace, outer types and name: the same for all parts of a partial type.</summary>
    public static string NameOf(BaseTypeDeclarationSyntax type)
    {
        var arity = type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and var count } ? $"`{count}" : "";
        var name = type.Identifier.Text + arity;
        return type.Parent switch
        {
            BaseTypeDeclarationSyntax outer => $"{NameOf(outer)}.{name}",
            BaseNamespaceDeclarationSyntax space => $"{space.Name}.{name}",
            _ => name,
        };
    }
}
