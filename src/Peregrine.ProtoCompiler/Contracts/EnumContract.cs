using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of an enum: its values with their numbers, its reservations, and whether it is open.</summary>
internal sealed class EnumContract(Breaches breaches)
{
    public void Check(EnumDescriptor before, EnumDescriptor now)
    {
        if (before.IsClosed != now.IsClosed)
            ReportKind(before, now);
        ReservedContract.Check(now, before.Reserved, now.Reserved, breaches);
        var oldNames = new HashSet<string>(before.Values.Select(value => value.Name), StringComparer.Ordinal);
        foreach (var value in before.Values)
        {
            if (now.Values.FirstOrDefault(other => other.Name == value.Name) is { } named)
                CheckNumber(value, named);
            else if (now.Values.FirstOrDefault(other => other.Number == value.Number && !oldNames.Contains(other.Name)) is { } renamed)
                ReportRenamed(value, renamed);
            else
                ReportGone(value, now);
        }
    }

    private void ReportKind(EnumDescriptor before, EnumDescriptor now) =>
        breaches.Add(Breaches.At(DiagnosticRules.EnumKindChanged, now, $"The enum \"{now.FullName}\" was {Word(before)} and is {Word(now)}.", $"Set features.enum_type = {(before.IsClosed ? "CLOSED" : "OPEN")}.") with
        {
            Wire = "a number without a name is a value to one side, and an unknown field to the other",
        });

    private static string Word(EnumDescriptor type) => type.IsClosed ? "closed" : "open";

    private void CheckNumber(EnumValueDescriptor before, EnumValueDescriptor now)
    {
        if (before.Number == now.Number)
            return;
        breaches.Add(Breaches.At(DiagnosticRules.EnumValueNumberChanged, now.File, now.Syntax.NumberSpan, $"The value \"{now.Name}\" of \"{now.Type.FullName}\" had the number {before.Number} and has {now.Number}.", $"Give it {before.Number} back; a new value takes a number that was never used.") with
        {
            Wire = $"{before.Number} and {now.Number} mean different values on the two sides",
        });
    }

    private void ReportRenamed(EnumValueDescriptor before, EnumValueDescriptor now)
    {
        breaches.Add(Breaches.At(DiagnosticRules.EnumValueRenamed, now, $"The value {before.Number} of \"{now.Type.FullName}\" was \"{before.Name}\" and is \"{now.Name}\".", $"Keep the name \"{before.Name}\"; with allow_alias the number can have both.") with
        {
            Json = $"JSON with \"{before.Name}\" is refused",
            CSharp = CSharpNames.Member(before) == CSharpNames.Member(now) ? null : $"{CSharpNames.Of(before)} no longer exists",
        });
    }

    private void ReportGone(EnumValueDescriptor value, EnumDescriptor now)
    {
        var isNumberKept = now.Values.Any(other => other.Number == value.Number) || now.Reserved.Ranges.Any(range => range.Start <= value.Number && value.Number <= range.End);
        var isNameReserved = now.Reserved.Names.Any(name => name == value.Name);
        var rule = !isNumberKept ? DiagnosticRules.EnumValueGone : !isNameReserved ? DiagnosticRules.EnumValueGoneNameFree : DiagnosticRules.EnumValueGoneReserved;
        var missing = (isNumberKept ? "" : $" reserved {value.Number};") + (isNameReserved ? "" : $" reserved {(now.File.Edition >= Edition.Edition2023 ? value.Name : $"\"{value.Name}\"")};");
        breaches.Add(Breaches.At(rule, now, $"The value \"{value.Name}\" ({value.Number}) is gone from \"{now.FullName}\".",
            missing.Length == 0 ? "Put it back with [deprecated = true]." : $"Put it back with [deprecated = true], or write:{missing}") with
        {
            Wire = isNumberKept ? null : $"another value {value.Number} would misread the bytes that there are",
            Json = isNameReserved ? null : $"JSON with \"{value.Name}\" is refused, or would be misread by another value of that name",
            CSharp = $"{CSharpNames.Of(value)} no longer exists",
        });
    }
}
