using System.Reflection;
using System.Runtime.Loader;
using Google.Protobuf.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>C# compiled and loaded, apart from all else.</summary>
internal static class CompiledCode
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly Dictionary<string, ReportDiagnostic> QuietInEveryProject = new(StringComparer.Ordinal)
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    /// <summary>A compilation of a strict user: nullable, documentation on, every warning on.</summary>
    public static CSharpCompilation Compilation(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Generated" + Guid.NewGuid().ToString("N"),
        sources.Select(static (source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, specificDiagnosticOptions: QuietInEveryProject));

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>Compiles and loads; any error fails the test, and any warning unless they are allowed.</summary>
    public static Assembly Load(IEnumerable<string> sources, bool allowWarnings = false)
    {
        var compilation = Compilation(sources);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var worst = allowWarnings ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var findings = result.Diagnostics.Where(finding => finding.Severity >= worst).Select(finding => $"{finding} in: {Line(finding)}");
        if (findings.Any())
            Assert.Fail(string.Join('\n', findings.Take(20)));
        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The file descriptors that an assembly holds, by file name.</summary>
    public static Dictionary<string, FileDescriptor> Files(Assembly assembly) => assembly.GetTypes()
        .Where(static type => type is { IsAbstract: true, IsSealed: true })
        .Select(static type => type.GetProperty("Descriptor", typeof(FileDescriptor))?.GetValue(null))
        .OfType<FileDescriptor>()
        .ToDictionary(static file => file.Name, StringComparer.Ordinal);

    private static string Line(Diagnostic finding) =>
        finding.Location.SourceTree?.GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
}
