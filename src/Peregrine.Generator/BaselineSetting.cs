using Microsoft.CodeAnalysis;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Contracts;

namespace Peregrine.Generator;

/// <summary>Which baseline the item of a compiled <c>.proto</c> file names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Baseline">The full path of the baseline, with forward slashes.</param>
/// <param name="Level">Whom a change may not break.</param>
internal sealed record BaselineSetting(string Path, string Baseline, ContractLevel Level)
{
    /// <summary>Reads the settings of an additional file; null if it is under no contract.</summary>
    public static BaselineSetting? From(AdditionalText file, ItemList items)
    {
        if (items.Find(file) is not { Baseline.Length: > 0 } item || !ItemSettings.Is(item.Kind, "Compile") || ItemSettings.Is(item.ProtoCompile, "false"))
            return null;
        var level = item.BaselineLevel switch
        {
            var text when ItemSettings.Is(text, "Wire") => ContractLevel.Wire,
            var text when ItemSettings.Is(text, "Json") => ContractLevel.Json,
            _ => ContractLevel.Source,
        };
        return new BaselineSetting(file.Path, ImportPath.Absolute(item.Baseline, items.ProjectFolder), level);
    }
}
