using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of a field that kept its number: type, cardinality, presence, oneof, default value, encoding.</summary>
internal sealed class FieldContract(Matching matching, Breaches breaches)
{
    public void Check(FieldDescriptor before, FieldDescriptor now)
    {
        if (CardinalityOf(before) != CardinalityOf(now))
        {
            ReportCardinality(before, now);
            return;
        }
        CheckType(before, now);
        CheckOneof(before, now);
        CheckPresence(before, now);
        if (before.Type != now.Type)
            return;
        CheckDefault(before, now);
        CheckUtf8(before, now);
    }

    private enum Cardinality
    {
        Singular,
        Repeated,
        Map,
    }

    private static Cardinality CardinalityOf(FieldDescriptor field) =>
        field.IsMap ? Cardinality.Map : field.IsRepeated ? Cardinality.Repeated : Cardinality.Singular;

    private void ReportCardinality(FieldDescriptor before, FieldDescriptor now)
    {
        // A map is written as a repeated message.
        var isBothRepeated = before.IsRepeated && now.IsRepeated && before.Type == FieldType.Message && now.Type == FieldType.Message;
        breaches.Add(Breaches.At(DiagnosticRules.CardinalityChanged, now.File, Places.LabelOrType(now), $"The field \"{now.FullName}\" was {Word(before)} and is {Word(now)}.", "Add a new field beside it.") with
        {
            Wire = isBothRepeated ? null : "one side drops what the other wrote",
            Json = "an array, an object and a single value are not read as each other",
            CSharp = $"{CSharpNames.Of(now)} has another type",
        });
    }

    private static string Word(FieldDescriptor field) => CardinalityOf(field) switch
    {
        Cardinality.Map => "a map",
        Cardinality.Repeated => "repeated",
        _ => "singular",
    };

    private void CheckType(FieldDescriptor before, FieldDescriptor now)
    {
        if (before is { IsMap: true, MessageType: { } oldEntry } && now.MessageType is { } newEntry)
        {
            ReportType(oldEntry.Fields[0], newEntry.Fields[0], now, "key of the map");
            ReportType(oldEntry.Fields[1], newEntry.Fields[1], now, "value of the map");
            return;
        }
        ReportType(before, now, now, "field");
    }

    private void ReportType(FieldDescriptor before, FieldDescriptor now, FieldDescriptor at, string what)
    {
        var change = TypeChange.Between(before, now, matching);
        if (change == TypeChange.None)
            return;
        var (from, to) = (TypeChange.NameOf(before), TypeChange.NameOf(now));
        breaches.Add(Breaches.At(DiagnosticRules.FieldTypeChanged, at.File, at.Syntax.Type.Span, $"The {what} \"{at.FullName}\" was {from} and is {to}.", "Add a new field of the new type, and mark this one deprecated = true.") with
        {
            Wire = change.BreaksWire ? "one side drops or misreads what the other wrote" : null,
            Json = change.BreaksJson ? "the values are written in another form" : null,
            CSharp = change.BreaksCSharp ? $"{CSharpNames.Of(at)} has another type" : null,
        });
    }

    private void CheckOneof(FieldDescriptor before, FieldDescriptor now)
    {
        if (now.ContainingType is not { } message || before.IsRepeated)
            return;
        var expected = before.RealOneof is { } oneof ? FieldMatching.Find(oneof, message) : null;
        // Where the oneof went as a whole, its own rule says so. A new oneof around one field changes nothing.
        if (expected == now.RealOneof || (before.RealOneof is not null && expected is null && now.RealOneof is null) || IsAlone(before, now))
            return;
        breaches.Add(Breaches.At(DiagnosticRules.OneofChanged, now, $"The field \"{now.FullName}\" was {Word(before.RealOneof)} and is {Word(now.RealOneof)}.", "Leave it where it was, and add a new field where it is wanted.") with
        {
            Wire = now.RealOneof is null ? "programs built before keep only one of the values that are set together now" : "values that were set together before clear each other",
            CSharp = before.RealOneof is null ? null : $"{CSharpNames.Of(before.RealOneof)} no longer has it",
        });
    }

    private static bool IsAlone(FieldDescriptor before, FieldDescriptor now) => before.RealOneof is null && now.RealOneof is { Fields.Count: 1 };

    private static string Word(OneofDescriptor? oneof) => oneof is null ? "in no oneof" : $"in the oneof \"{oneof.Name}\"";

    private void CheckPresence(FieldDescriptor before, FieldDescriptor now)
    {
        if (!before.HasPresence || now.HasPresence || before.RealOneof is not null || before.MessageType is not null)
            return;
        breaches.Add(Breaches.At(DiagnosticRules.PresenceLost, now, $"The field \"{now.FullName}\" could be told from unset when it is zero, and no longer can.",
            now.File.Edition == Edition.Proto3 ? "Write \"optional\" before it." : "Set features.field_presence = EXPLICIT.") with
        {
            CSharp = $"Has{Property(now)} and Clear{Property(now)} no longer exist",
        });
    }

    private static string Property(FieldDescriptor field) => Emitting.Identifiers.Pascal(field.Name);

    private void CheckDefault(FieldDescriptor before, FieldDescriptor now)
    {
        if (before.MessageType is not null || before.IsRepeated || !matching.IsSame(before.EnumType, now.EnumType) || IsSameDefault(before, now))
            return;
        breaches.Add(Breaches.At(DiagnosticRules.DefaultChanged, now.File, Places.OptionOrName(now, "default"), $"The default value of \"{now.FullName}\" was {Shown(before)} and is {Shown(now)}.", "Leave the default; set the new value in the program.") with
        {
            Wire = "an absent value means one thing to the writer and another to the reader",
        });
    }

    // Values of an enum may have been renamed, which is another matter.
    private static bool IsSameDefault(FieldDescriptor before, FieldDescriptor now) => before.Type == FieldType.Enum
        ? EnumDefaultOf(before)?.Number == EnumDefaultOf(now)?.Number
        : DefaultOf(before) == DefaultOf(now);

    private static EnumValueDescriptor? EnumDefaultOf(FieldDescriptor field) =>
        field.DefaultValue as EnumValueDescriptor ?? (field.EnumType is { Values.Count: > 0 } type ? type.Values[0] : null);

    private static string DefaultOf(FieldDescriptor field)
    {
        if (field.DefaultValue is not null)
            return DefaultValueText.Of(field);
        return field.Type switch
        {
            FieldType.Bool => "false",
            FieldType.String or FieldType.Bytes => "",
            FieldType.Enum => EnumDefaultOf(field)?.Name ?? "",
            _ => "0",
        };
    }

    private static string Shown(FieldDescriptor field) => DefaultOf(field) is { Length: > 0 } text ? text : "empty";

    private void CheckUtf8(FieldDescriptor before, FieldDescriptor now)
    {
        if (now.Type != FieldType.String || before.Features.Utf8Validation == now.Features.Utf8Validation || now.Features.Utf8Validation != Utf8Validation.Verify)
            return;
        breaches.Add(Breaches.At(DiagnosticRules.Utf8Required, now, $"The field \"{now.FullName}\" took any bytes and requires UTF-8 now.", "Set features.utf8_validation = NONE, or make sure that all that was written is UTF-8.") with
        {
            Wire = "messages with other bytes in it are refused",
        });
    }
}
