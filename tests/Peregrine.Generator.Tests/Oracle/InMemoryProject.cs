using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>A project that has <c>.proto</c> items and no disk; what changes between runs goes through the same driver.</summary>
internal sealed class InMemoryProject
{
    public const string Directory = "/somewhere/project";

    private readonly Dictionary<string, ProtoText> _texts = new(StringComparer.Ordinal);
    private readonly List<MetadataReference> _references = [];
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new ProtoGenerator().AsSourceGenerator()],
        parseOptions: CompiledCode.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private readonly string _name;
    private string[] _program = [];
    private string _list = Directory + "\n";
    private ProtoText? _listed;

    public InMemoryProject(string? name = null) => _name = name ?? "Project" + Guid.NewGuid().ToString("N");

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
            List(fullPath, metadata);
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

    // The file that Peregrine.targets writes.
    private void List(string path, (string Name, string Value)[] metadata)
    {
        string Part(string name) => metadata.FirstOrDefault(pair => pair.Name == name).Value ?? (name == "PeregrineProto" ? "Compile" : "");
        _list += path + "|" + string.Join('|', new[] { "PeregrineProto", "GrpcServices", "Access", "ProtoCompile", "BaselineLevel", "Baseline", "ProtoRoot" }.Select(Part)) + "\n";
        var text = new ProtoText(Directory + "/obj/peregrine.items.txt", SourceText.From(_list));
        _driver = _listed is null ? _driver.AddAdditionalTexts([text]) : _driver.ReplaceAdditionalText(_listed, text);
        _listed = text;
    }

    private sealed class ProtoText(string path, SourceText? text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => text;
    }
}
