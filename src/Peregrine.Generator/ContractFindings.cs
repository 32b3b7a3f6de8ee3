using System.Collections.Immutable;
using Peregrine.ProtoCompiler.Contracts;

namespace Peregrine.Generator;

/// <summary>Compares the files that name a baseline with it.</summary>
internal static class ContractFindings
{
    private const string Update = "dotnet build -t:UpdateProtobufBaseline";

    /// <summary>What is broken, or wrong with a baseline.</summary>
    public static ImmutableArray<LocatedDiagnostic> Of(ImmutableArray<ProtoUnit> units, ImmutableArray<BaselineSetting> settings, ImmutableArray<BaselineFile> baselines)
    {
        if (settings.IsEmpty)
            return [];
        var byPath = units.Where(static unit => unit.Descriptor is not null).ToLookup(static unit => unit.File.Path, StringComparer.Ordinal);
        var paths = units.GroupBy(static unit => unit.File.Name, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First().File.Path, StringComparer.Ordinal);
        return
        [
            .. settings.GroupBy(static setting => setting.Baseline, StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => Check(group.Key, [.. group], byPath, baselines).Select(finding => Locate(finding, paths))),
        ];
    }

    private static IEnumerable<ProtoCompiler.Diagnostic> Check(string path, IReadOnlyList<BaselineSetting> settings, ILookup<string, ProtoUnit> units, ImmutableArray<BaselineFile> baselines)
    {
        if (baselines.FirstOrDefault(file => file.Path == path) is not { } file)
            return [Problem("PRG0500", "A baseline is missing", path, "The baseline does not exist.", $"Create it from the files as they are: {Update}")];
        if (file.Read(out var error) is not { } baseline)
            return [Problem("PRG0501", "A baseline cannot be read", path, $"The baseline cannot be read. {error}", $"Take it from version control again, or write it anew: {Update}")];
        // A file that could not be compiled is reported; its declarations are not gone.
        if (settings.Any(setting => !units.Contains(setting.Path)))
            return [];
        var covered = settings.SelectMany(setting => units[setting.Path]).Select(static unit => unit.Descriptor!).ToArray(); // those without one are left out of the look-up
        var level = settings.Max(static setting => setting.Level);
        return Contract.Check(baseline, covered, new ContractSettings(path, level, $"If the break is meant, accept it: {Update}"));
    }

    private static ProtoCompiler.Diagnostic Problem(string id, string title, string path, string message, string hint) =>
        new(new ProtoCompiler.DiagnosticRule(id, title, ProtoCompiler.DiagnosticSeverity.Error), new ProtoCompiler.SourceText(path, ""), default, message, hint);

    private static LocatedDiagnostic Locate(ProtoCompiler.Diagnostic finding, Dictionary<string, string> paths) =>
        LocatedDiagnostic.From(paths.TryGetValue(finding.Source.Name, out var path) ? path : finding.Source.Name, finding);
}
