using Incremental.Protos;
using Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Peregrine.Generator;

namespace Incremental.Editing;

/// <summary>A project that is open in an editor: one generator driver that each edit goes through.</summary>
internal sealed class EditedProject
{
    private const string Folder = "/project/";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly ProtoTree _tree;
    private readonly Dictionary<string, MemoryText> _texts;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private Dictionary<string, object> _written = [];
    private int _edits;

    public EditedProject(ProtoTree tree)
    {
        _tree = tree;
        _texts = tree.Files().ToDictionary(static file => file.Name, static file => new MemoryText(Folder + file.Name, file.Text), StringComparer.Ordinal);
        _compilation = CSharpCompilation.Create("Edited", [Program(0)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create([new ProtoGenerator().AsSourceGenerator()], [.. _texts.Values, MemoryText.ListOf(Folder, _texts.Values)]);
    }

    public void EditProto(string name)
    {
        var edited = new MemoryText(Folder + name, _tree.TextOf(name, ++_edits));
        _driver = _driver.ReplaceAdditionalText(_texts[name], edited);
        _texts[name] = edited;
    }

    public void EditProgram() => _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], Program(++_edits));

    /// <summary>Runs the generator as the editor does after each key, and says what that cost the thread, and how many sources are new.</summary>
    public (double Milliseconds, int Written) Run()
    {
        var start = ThreadCpuClock.Nanoseconds();
        _driver = _driver.RunGenerators(_compilation);
        var milliseconds = (ThreadCpuClock.Nanoseconds() - start) / 1e6;
        var result = _driver.GetRunResult();
        if (!result.Diagnostics.IsEmpty)
            throw new InvalidOperationException($"The generator is not content: {result.Diagnostics[0]}");
        var sources = result.Results[0].GeneratedSources;
        var written = sources.Count(source => !_written.TryGetValue(source.HintName, out var known) || known != source.SourceText);
        _written = sources.ToDictionary(static source => source.HintName, static source => (object)source.SourceText, StringComparer.Ordinal);
        return (milliseconds, written);
    }

    private static SyntaxTree Program(int edits) => CSharpSyntaxTree.ParseText($"static class Program {{ public const int Edits = {edits}; }}");
}
