using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Incremental.Editing;

/// <summary>A file as an editor holds it.</summary>
internal sealed class MemoryText(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>What the build would say: all files are compiled, their root is the project's folder.</summary>
internal sealed class MemoryOptions(string projectFolder) : AnalyzerConfigOptionsProvider
{
    private static readonly AnalyzerConfigOptions Item = new Options("build_metadata.AdditionalFiles.PeregrineProto", "Compile");

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options("build_property.ProjectDir", projectFolder);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Item;

    private sealed class Options(string key, string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? found)
        {
            found = KeyComparer.Equals(name, key) ? value : null;
            return found is not null;
        }
    }
}
