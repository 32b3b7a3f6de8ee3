using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Peregrine.ProtocOracle;

/// <summary>C# compiled and loaded, apart from all else.</summary>
public static class CompiledCode
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

    // Nullable, every warning on, arithmetic checked: code that holds here holds in looser projects too.
    private static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        warningLevel: 9999,
        checkOverflow: true,
        concurrentBuild: false,
        specificDiagnosticOptions: QuietInEveryProject);

    /// <summary>How C# is parsed: documentation is checked too.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>A compilation of a strict user.</summary>
    public static CSharpCompilation Compilation(params IEnumerable<string> sources) =>
        Compilation("Generated" + Guid.NewGuid().ToString("N"), sources.Select(static (source, i) => new CSharpFile($"{i}", source)));

    /// <summary>The same, under a name; the paths of its trees are those of the <c>.proto</c> files.</summary>
    public static CSharpCompilation Compilation(string name, IEnumerable<CSharpFile> files) => CSharpCompilation.Create(
        name,
        files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, path: file.Proto)),
        References,
        Strict);

    /// <summary>Compiles and loads; any error throws, and any warning unless they are allowed.</summary>
    public static Assembly Load(IEnumerable<string> sources, bool allowWarnings = false)
    {
        var compilation = Compilation(sources);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var worst = allowWarnings ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var findings = result.Diagnostics.Where(finding => finding.Severity >= worst).Take(20).Select(Text).ToArray();
        if (findings.Length > 0)
            throw new InvalidOperationException(string.Join('\n', findings));
        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName).LoadFromStream(image);
    }

    /// <summary>A finding of the compiler with the line it is about.</summary>
    public static string Text(Diagnostic finding)
    {
        var line = finding.Location.SourceTree?.GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
        return $"{finding} in: {(line.Length > 200 ? line[..200] : line)}";
    }
}
