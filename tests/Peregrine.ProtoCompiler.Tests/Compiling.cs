using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests;

/// <summary>Short ways to compile texts in tests.</summary>
internal static class Compiling
{
    public static ProtoCompilation Compile(params (string Name, string Text)[] files) =>
        ProtoCompilation.Compile([.. files.Select(f => new ProtoSource(f.Name, f.Text))]);

    public static ProtoCompilation Compile(string text) => Compile(("a.proto", text));

    public static FileDescriptor CompileFile(string text)
    {
        var compilation = Compile(text);
        Assert.DoesNotContain(compilation.Diagnostics, d => d.IsError);
        return compilation.Files[0];
    }

    /// <summary>The only diagnostic of a text.</summary>
    public static Diagnostic OnlyDiagnostic(string text) => Assert.Single(Compile(text).Diagnostics);

    /// <summary>The piece of the text that a diagnostic underlines.</summary>
    public static string Underlined(this Diagnostic diagnostic) => diagnostic.Source.Text.Substring(diagnostic.Span.Start, diagnostic.Span.Length);
}
