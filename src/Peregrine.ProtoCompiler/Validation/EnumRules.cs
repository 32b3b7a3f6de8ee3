using System.Text;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of enums.</summary>
internal static class EnumRules
{
    private const int LegacyConflictsOption = 6;

    public static void Check(EnumDescriptor @enum, DiagnosticBag diagnostics)
    {
        if (@enum.Values.Count == 0)
            diagnostics.Report(DiagnosticRules.EmptyEnum, @enum.NameSpan, $"The enum \"{@enum.Name}\" has no value.", "The first value must be 0, such as UNSPECIFIED.");
        else if (!@enum.IsClosed && @enum.Values[0].Number != 0)
            diagnostics.Report(DiagnosticRules.FirstEnumValue, @enum.Values[0].Syntax.NumberSpan, "The first value of an open enum must be 0.", "Add a first value such as UNSPECIFIED = 0.");
        CheckAliases(@enum, diagnostics);
        CheckReserved(@enum, diagnostics);
        CheckPrefixes(@enum, diagnostics);
        var isStrict = @enum.Visibility == SymbolVisibility.Export && @enum.Features.DefaultSymbolVisibility == DefaultSymbolVisibility.Strict;
        if (isStrict && @enum.ContainingType is { } container && !IsNamespace(container))
        {
            diagnostics.Report(DiagnosticRules.VisibilityNotAllowed, @enum.NameSpan,
                $"The nested enum \"{@enum.Name}\" may not be exported with default_symbol_visibility = STRICT.", "Move it to the top level.");
        }
    }

    // A local message that reserves all its numbers only gives an enum its scope.
    private static bool IsNamespace(MessageDescriptor message) =>
        message.ContainingType is null && message.Visibility != SymbolVisibility.Export
        && message.Reserved.Ranges.Count == 1 && message.Reserved.Ranges[0] is { Start: 1, End: 1 << 29 };

    private static void CheckAliases(EnumDescriptor @enum, DiagnosticBag diagnostics)
    {
        var byNumber = new Dictionary<int, EnumValueDescriptor>(@enum.Values.Count);
        var hasAliases = false;
        foreach (var value in @enum.Values)
        {
            if (!byNumber.TryGetValue(value.Number, out var other))
            {
                byNumber.Add(value.Number, value);
                continue;
            }
            hasAliases = true;
            if (!@enum.Options.AllowAlias)
            {
                diagnostics.Report(DiagnosticRules.DuplicateNumber, value.Syntax.NumberSpan,
                    $"\"{value.Name}\" has the number {value.Number} of \"{other.Name}\".", "If that is meant, add: option allow_alias = true;");
            }
        }
        CheckAllowAlias(@enum, hasAliases, diagnostics);
    }

    private static void CheckAllowAlias(EnumDescriptor @enum, bool hasAliases, DiagnosticBag diagnostics)
    {
        var option = @enum.Syntax.Members.OfType<OptionSyntax>().FirstOrDefault(o => o.Name.Count == 1 && o.Name[0] is { IsExtension: false, Text: "allow_alias" });
        if (option is null)
            return;
        if (!@enum.Options.AllowAlias)
            diagnostics.Report(DiagnosticRules.NeedlessAllowAlias, EndOf(@enum), $"\"{@enum.Name}\" says allow_alias = false, which has no effect.", "Remove the option.");
        else if (!hasAliases)
            diagnostics.Report(DiagnosticRules.NeedlessAllowAlias, EndOf(@enum), $"\"{@enum.Name}\" allows aliases and has none.", "Remove the option.");
    }

    // Where protoc reports it: at what follows the enum.
    private static TextSpan EndOf(EnumDescriptor @enum)
    {
        var text = @enum.File.Source.Text;
        var tokens = new Lexer(new SourceText("", text.Substring(@enum.Span.End)), new DiagnosticBag(@enum.File.Source));
        var next = tokens.Next();
        return new TextSpan(@enum.Span.End + next.Start, next.End - next.Start);
    }

    private static void CheckReserved(EnumDescriptor @enum, DiagnosticBag diagnostics)
    {
        var statements = @enum.Syntax.Members.OfType<ReservedSyntax>().ToList();
        if (statements.Count == 0)
            return;
        var spans = statements.SelectMany(s => s.Ranges).ToList();
        ReservedRules.CheckRanges(spans, @enum.Reserved.Ranges, inclusiveEnd: true, diagnostics);
        ReservedRules.CheckNames(statements, @enum.Values, diagnostics);
        ReservedRules.CheckNumbers(spans, @enum.Reserved.Ranges, inclusiveEnd: true, @enum.Values.Select(v => ((Descriptor)v, v.Number, v.Syntax.NumberSpan)), diagnostics);
    }

    // Generators strip the enum's name from its values, so values must stay apart without it.
    private static void CheckPrefixes(EnumDescriptor @enum, DiagnosticBag diagnostics)
    {
        var prefix = Simplify(@enum.Name);
        var byName = new Dictionary<string, EnumValueDescriptor>(StringComparer.Ordinal);
        foreach (var value in @enum.Values)
        {
            var name = PascalCase(RemovePrefix(value.Name, prefix));
            if (!byName.TryGetValue(name, out var other))
                byName.Add(name, value);
            else if (other.Name != value.Name && other.Number != value.Number)
            {
                var isLegacy = @enum.RawOptions.GetBool(LegacyConflictsOption) == true && @enum.File.Edition == Edition.Proto2;
                diagnostics.Report(isLegacy ? DiagnosticRules.EnumValueConflictLegacy : DiagnosticRules.EnumValueConflict, value.NameSpan,
                    $"\"{value.Name}\" and \"{other.Name}\" are one name once case and the name of the enum are left out.");
            }
        }
    }

    private static string Simplify(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c != '_')
                result.Append(char.ToLowerInvariant(c));
        }
        return result.ToString();
    }

    private static string RemovePrefix(string name, string prefix)
    {
        int i = 0, j = 0;
        for (; i < name.Length && j < prefix.Length; i++)
        {
            if (name[i] == '_')
                continue;
            if (char.ToLowerInvariant(name[i]) != prefix[j++])
                return name;
        }
        if (j < prefix.Length)
            return name;
        while (i < name.Length && name[i] == '_')
            i++;
        return i == name.Length ? name : name.Substring(i);
    }

    private static string PascalCase(string name)
    {
        var result = new StringBuilder(name.Length);
        var nextIsUpper = true;
        foreach (var c in name)
        {
            if (c == '_')
            {
                nextIsUpper = true;
                continue;
            }
            result.Append(nextIsUpper ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            nextIsUpper = false;
        }
        return result.ToString();
    }
}
