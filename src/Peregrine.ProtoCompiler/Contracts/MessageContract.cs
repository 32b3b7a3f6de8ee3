using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of a message: its fields, oneofs, extension numbers, reservations and wire form.</summary>
internal sealed class MessageContract(Matching matching, Breaches breaches)
{
    private readonly FieldContract _fields = new(matching, breaches);

    public void Check(MessageDescriptor before, MessageDescriptor now)
    {
        CheckWireForm(before, now);
        CheckRequired(before, now);
        CheckExtensionRanges(before, now);
        ReservedContract.Check(now, before.Reserved, now.Reserved, breaches);
        CheckOneofs(before, now);
        var fields = new FieldMatching(before, now);
        foreach (var field in before.Fields)
        {
            switch (fields.Find(field, out var match))
            {
                case FieldFate.Gone:
                    ReportGone(field, now);
                    break;
                case FieldFate.Renumbered:
                    ReportRenumbered(field, match!, fields.ByNumber(field.Number)); // There is a match unless it is gone.
                    break;
                case FieldFate.Renamed:
                    ReportRenamed(field, match!);
                    _fields.Check(field, match!);
                    break;
                default:
                    CheckJsonName(field, match!);
                    _fields.Check(field, match!);
                    break;
            }
        }
    }

    private void CheckWireForm(MessageDescriptor before, MessageDescriptor now)
    {
        if (before.Options.MessageSetWireFormat == now.Options.MessageSetWireFormat)
            return;
        breaches.Add(Breaches.At(DiagnosticRules.MessageSetChanged, now, $"The message \"{now.FullName}\" was{(before.Options.MessageSetWireFormat ? "" : " not")} written as a message set, and is{(now.Options.MessageSetWireFormat ? "" : " not")} now.",
            "Leave message_set_wire_format as it was.") with
        {
            Wire = "neither side finds the other's fields",
        });
    }

    private void CheckRequired(MessageDescriptor before, MessageDescriptor now)
    {
        foreach (var field in now.Fields.Where(field => field.IsRequired))
        {
            if (before.Fields.FirstOrDefault(old => old.Number == field.Number) is { IsRequired: true })
                continue;
            breaches.Add(Breaches.At(DiagnosticRules.RequiredChanged, now.File, Places.LabelOrType(field), $"The field \"{field.Name}\" ({field.Number}) of \"{now.FullName}\" is required and was not.", "Make it optional, and check it in the program.") with
            {
                Wire = "messages written before do not have it and are refused",
            });
        }
        foreach (var old in before.Fields.Where(field => field.IsRequired))
        {
            var field = now.Fields.FirstOrDefault(field => field.Number == old.Number);
            if (field is { IsRequired: true })
                continue;
            breaches.Add(Breaches.At(DiagnosticRules.RequiredChanged, now.File, field is null ? now.NameSpan : Places.LabelOrType(field), $"The field \"{old.Name}\" ({old.Number}) of \"{before.FullName}\" was required and is not.", "Leave it required.") with
            {
                Wire = "programs built before refuse messages without it",
            });
        }
    }

    private void CheckExtensionRanges(MessageDescriptor before, MessageDescriptor now)
    {
        foreach (var range in before.ExtensionRanges)
        {
            if (Ranges.FirstMissing(range.Start, range.End, now.ExtensionRanges.Select(other => (other.Start, other.End))) is not { } missing)
                continue;
            breaches.Add(Breaches.At(DiagnosticRules.ExtensionRangeGone, now, $"\"{now.FullName}\" no longer has {missing} among its extension numbers.", $"Write: extensions {range.Start} to {range.End - 1};") with
            {
                CSharp = "extensions with such a number no longer compile",
            });
        }
    }

    private void CheckOneofs(MessageDescriptor before, MessageDescriptor now)
    {
        foreach (var oneof in before.Oneofs.Where(oneof => !oneof.IsSynthetic))
        {
            var match = FieldMatching.Find(oneof, now);
            if (match?.Name == oneof.Name)
                continue;
            breaches.Add(Breaches.At(DiagnosticRules.OneofGone, now.File, match?.NameSpan ?? now.NameSpan, match is null ? $"The oneof \"{oneof.Name}\" is gone from \"{now.FullName}\"." : $"The oneof \"{oneof.Name}\" of \"{now.FullName}\" was renamed to \"{match.Name}\".", $"Keep the oneof \"{oneof.Name}\".") with
            {
                Wire = match is null && oneof.Fields.Count(field => now.Fields.Any(left => left.Number == field.Number)) > 1 ? "programs built before keep only one of the values that are set together now" : null,
                CSharp = $"{CSharpNames.Of(oneof)} no longer exists",
            });
        }
    }

    private void ReportGone(FieldDescriptor field, MessageDescriptor now)
    {
        var isNumberReserved = now.Reserved.Ranges.Any(range => range.Start <= field.Number && field.Number < range.End);
        var isNameReserved = now.Reserved.Names.Any(name => name == field.Name);
        var rule = !isNumberReserved ? DiagnosticRules.FieldGone : !isNameReserved ? DiagnosticRules.FieldGoneNameFree : DiagnosticRules.FieldGoneReserved;
        var missing = (isNumberReserved ? "" : $" reserved {field.Number};") + (isNameReserved ? "" : $" reserved {Quoted(field.Name, now)};");
        breaches.Add(Breaches.At(rule, now, $"The field \"{field.Name}\" ({field.Number}) is gone from \"{now.FullName}\".",
            missing.Length == 0 ? "Put it back with [deprecated = true]." : $"Put it back with [deprecated = true], or write:{missing}") with
        {
            Wire = isNumberReserved ? null : $"another field {field.Number} would misread the bytes that there are",
            Json = isNameReserved ? null : $"JSON with \"{field.JsonName}\" is refused, or would be misread by another field of that name",
            CSharp = $"{CSharpNames.Of(field)} no longer exists",
        });
    }

    // Editions reserve identifiers, proto2 and proto3 strings.
    private static string Quoted(string name, MessageDescriptor now) => now.File.Edition >= Edition.Edition2023 ? name : $"\"{name}\"";

    private void ReportRenumbered(FieldDescriptor field, FieldDescriptor now, FieldDescriptor? other) =>
        breaches.Add(Breaches.At(DiagnosticRules.FieldNumberChanged, now.File, now.Syntax.NumberSpan, $"The field \"{field.Name}\" of \"{now.ContainingType?.FullName}\" had the number {field.Number} and has {now.Number}.", $"Give it {field.Number} back; a new field takes a number that was never used.") with
        {
            Wire = other is null ? "neither side finds the other's value" : $"each side reads the other's value as \"{other.Name}\" or not at all",
        });

    private void ReportRenamed(FieldDescriptor field, FieldDescriptor now) =>
        breaches.Add(Breaches.At(DiagnosticRules.FieldRenamed, now, $"The field {field.Number} of \"{now.ContainingType?.FullName}\" was \"{field.Name}\" and is \"{now.Name}\".",
            $"Keep the name \"{field.Name}\"{(field.JsonName == now.JsonName ? "" : $"; [json_name = \"{field.JsonName}\"] would keep JSON alone")}.") with
        {
            Json = field.JsonName == now.JsonName ? null : $"it is \"{now.JsonName}\" instead of \"{field.JsonName}\"",
            CSharp = CSharpNames.Of(field) == CSharpNames.Of(now) ? null : $"{CSharpNames.Of(field)} no longer exists",
        });

    private void CheckJsonName(FieldDescriptor field, FieldDescriptor now)
    {
        if (field.JsonName == now.JsonName)
            return;
        breaches.Add(Breaches.At(DiagnosticRules.JsonNameChanged, now.File, Places.OptionOrName(now, "json_name"), $"The JSON name of \"{now.FullName}\" was \"{field.JsonName}\" and is \"{now.JsonName}\".", $"Write: [json_name = \"{field.JsonName}\"]") with
        {
            Json = $"JSON with \"{field.JsonName}\" is refused",
        });
    }
}
