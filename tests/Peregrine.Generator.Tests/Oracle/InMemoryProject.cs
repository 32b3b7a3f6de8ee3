using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>A project that has <c>.proto</c> items and no disk; what changes between runs goes through the same driver.</summary>
internal sealed class InMemoryProject
{
    public const string Directory = "/somewhere/project";

    private readonly Dictionary<string, ProtoText> _texts = new(StringComparer.Ordinal);
    private readonly Settings _settings = new();
    private readonly List<MetadataReference> _references = [];
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new ProtoGenerator().AsSourceGenerator()],
        parseOptions: CompiledCode.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private readonly string _name;
    private string[] _program = [];

    public InMemoryProject(string? name = null)
    {
        _name = name ?? "Project" + Guid.NewGuid().ToString("N");
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(_settings);
    }

    /// <summary>Adds a file or changes its text; a path that is not rooted lies in the project.</summary>
    public InMemoryProject With(string path, string text, params (string Name, string Value)[] metadata) => With(path, SourceText.From(text), metadata);

    /// <summary>Adds a file or changes its text, as the compiler has read it.</summary>
    public InMemoryProject With(string path, SourceText? text, params (string Name, string Value)[] metadata)
    {
        var fullPath = path.StartsWith('/') ? path : Directory + "/" + path;
        var file = new ProtoText(fullPath, text);
        if (_texts.TryGetValue(fullPath, out var old))
        {
            _driver = _driver.ReplaceAdditionalText(old, file);
        }
        else
        {
            _driver = _driver.AddAdditionalTexts([file]);
            _settings.Add(fullPath, metadata.Any(static pair => pair.Name == "PeregrineProto") ? metadata : [("PeregrineProto", "Compile"), .. metadata]);
        }
        _texts[fullPath] = file;
        return this;
    }

    /// <summary>References what another project becomes.</summary>
    public InMemoryProject Referencing(InMemoryProject other)
    {
        using var image = new MemoryStream();
        Assert.True(other.Compiled().Emit(image).Success);
        _references.Add(MetadataReference.CreateFromImage(image.ToArray()));
        return this;
    }

    /// <summary>Replaces the C# that the user writes.</summary>
    public InMemoryProject WithProgram(string text)
    {
        _program = [text];
        return this;
    }

    public GeneratorRunResult Run()
    {
        _driver = _driver.RunGenerators(CompiledCode.Compilation(_program).AddReferences(_references).WithAssemblyName(_name), TestContext.Current.CancellationToken);
        return _driver.GetRunResult().Results.Single();
    }

    /// <summary>Runs and compiles the outcome.</summary>
    public CSharpCompilation Compiled()
    {
        var generated = Run().GeneratedSources.Select(static source => source.SourceText.ToString());
        return CompiledCode.Compilation(generated.Concat(_program)).AddReferences(_references).WithAssemblyName(_name);
    }

    private sealed class ProtoText(string path, SourceText? text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => text;
    }

    private sealed class Settings : AnalyzerConfigOptionsProvider
    {
        private readonly Dictionary<string, Options> _byPath = new(StringComparer.Ordinal);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options([("build_property.ProjectDir", Directory + "/")]);

        public void Add(string path, (string Name, string Value)[] metadata) =>
            _byPath[path] = new Options([.. metadata.Select(static pair => ("build_metadata.AdditionalFiles." + pair.Name, pair.Value))]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _byPath.TryGetValue(textFile.Path, out var options) ? options : new Options([]);
    }

    private sealed class Options((string Key, string Value)[] pairs) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = pairs.GroupBy(static pair => pair.Key, KeyComparer).ToDictionary(static group => group.Key, static group => group.Last().Value, KeyComparer);

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
