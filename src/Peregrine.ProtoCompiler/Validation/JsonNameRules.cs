using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>No two fields of a message may have one JSON name, neither the default ones nor those that are written.</summary>
internal static class JsonNameRules
{
    private const int LegacyConflictsOption = 11;

    private sealed record Entry(FieldDescriptor Field, string Name, bool IsCustom);

    public static void Check(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        if (message.IsMapEntry || message.RawOptions.GetBool(LegacyConflictsOption) == true)
            return;
        // Field masks use the default names even where others are written, so both must be free of conflicts.
        Check(message, useCustom: false, diagnostics);
        if (message.Fields.Any(field => field.HasExplicitJsonName))
            Check(message, useCustom: true, diagnostics);
    }

    private static void Check(MessageDescriptor message, bool useCustom, DiagnosticBag diagnostics)
    {
        var byName = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var field in message.Fields)
        {
            var entry = EntryOf(field, useCustom);
            if (entry.IsCustom && entry.Name.StartsWith("[", StringComparison.Ordinal) && entry.Name.EndsWith("]", StringComparison.Ordinal))
                diagnostics.Report(DiagnosticRules.JsonName, field.NameSpan, $"The JSON name \"{entry.Name}\" looks like an extension; it may not stand in brackets.");
            else if (!byName.TryGetValue(entry.Name, out var other))
                byName.Add(entry.Name, entry);
            else if (other.Field.Name != field.Name && (!useCustom || entry.IsCustom || other.IsCustom)) // equal names are reported as such
                Report(message, entry, other, diagnostics);
        }
    }

    private static Entry EntryOf(FieldDescriptor field, bool useCustom)
    {
        var defaultName = Names.ToJsonName(field.Name);
        return useCustom && field.HasExplicitJsonName && field.JsonName != defaultName
            ? new Entry(field, field.JsonName, IsCustom: true)
            : new Entry(field, defaultName, IsCustom: false);
    }

    private static void Report(MessageDescriptor message, Entry entry, Entry other, DiagnosticBag diagnostics)
    {
        var isLegacy = message.Features.JsonFormat == JsonFormat.LegacyBestEffort && !(entry.IsCustom && other.IsCustom);
        diagnostics.Report(isLegacy ? DiagnosticRules.JsonNameConflictLegacy : DiagnosticRules.JsonName, entry.Field.NameSpan,
            $"The fields \"{other.Field.Name}\" and \"{entry.Field.Name}\" have one {(entry.IsCustom || other.IsCustom ? "" : "default ")}JSON name, \"{entry.Name}\".",
            "Rename one of them.");
    }
}
