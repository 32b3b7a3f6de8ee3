using System.Reflection;
using System.Runtime.Loader;
using Google.Protobuf.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MessageCode.Contestants;

/// <summary>C# of one contestant, compiled with optimization and loaded for good: code that could be unloaded reaches its statics more slowly.</summary>
internal sealed class CompiledCode
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public CompiledCode(string name, IEnumerable<string> sources)
    {
        Assembly = Load(name, sources);
        Types = Assembly.GetTypes()
            .Select(static type => type.GetProperty("Descriptor", typeof(FileDescriptor))?.GetValue(null))
            .OfType<FileDescriptor>()
            .SelectMany(static file => file.MessageTypes)
            .ToDictionary(static type => type.FullName, StringComparer.Ordinal);
    }

    public Assembly Assembly { get; }

    /// <summary>The top-level messages by their names in the <c>.proto</c>.</summary>
    public IReadOnlyDictionary<string, MessageDescriptor> Types { get; }

    private static Assembly Load(string name, IEnumerable<string> sources)
    {
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select(static (source, i) => CSharpSyntaxTree.ParseText(source, path: $"{i}.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(static finding => finding.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return new AssemblyLoadContext(name).LoadFromStream(image);
    }
}
