using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Contracts;

namespace Peregrine.Generator;

/// <summary>Which baseline the item of a compiled <c>.proto</c> file names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Baseline">The full path of the baseline, with forward slashes.</param>
/// <param name="Level">Whom a change may not break.</param>
internal sealed record BaselineSetting(string Path, string Baseline, ContractLevel Level)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>Reads the metadata of an additional file; null if it is under no contract.</summary>
    public static BaselineSetting? From(AdditionalText file, AnalyzerConfigOptionsProvider provider)
    {
        var options = provider.GetOptions(file);
        var baseline = Get(options, Metadata + "Baseline");
        if (baseline.Length == 0 || !Is(Get(options, Metadata + "PeregrineProto"), "Compile") || Is(Get(options, Metadata + "ProtoCompile"), "false"))
            return null;
        var level = Get(options, Metadata + "BaselineLevel") switch
        {
            var text when Is(text, "Wire") => ContractLevel.Wire,
            var text when Is(text, "Json") => ContractLevel.Json,
            _ => ContractLevel.Source,
        };
        return new BaselineSetting(file.Path, ImportPath.Absolute(baseline, Get(provider.GlobalOptions, "build_property.ProjectDir")), level);
    }

    internal static string Get(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value.Trim() : "";

    private static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
