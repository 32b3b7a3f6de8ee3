using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What was reserved stays reserved: the bytes and the JSON of what is gone are still there.</summary>
internal static class ReservedContract
{
    public static void Check(MessageDescriptor now, ReservedSet before, ReservedSet reserved, Breaches breaches)
    {
        foreach (var range in before.Ranges)
        {
            if (Ranges.FirstMissing(range.Start, range.End, reserved.Ranges.Select(other => (other.Start, other.End))) is { } missing)
                ReportNumber(now, now.Fields.FirstOrDefault(field => field.Number == missing)?.Syntax.NumberSpan, missing, breaches);
        }
        CheckNames(now, before, reserved, name => now.Fields.FirstOrDefault(field => field.Name == name), breaches);
    }

    public static void Check(EnumDescriptor now, ReservedSet before, ReservedSet reserved, Breaches breaches)
    {
        foreach (var range in before.Ranges)
        {
            // Ranges of enums may end at the largest number.
            var ranges = reserved.Ranges.Select(other => (other.Start, other.End == int.MaxValue ? other.End : other.End + 1));
            var end = range.End == int.MaxValue ? range.End : range.End + 1;
            if (Ranges.FirstMissing(range.Start, end, ranges) is { } missing)
                ReportNumber(now, now.Values.FirstOrDefault(value => value.Number == missing)?.Syntax.NumberSpan, missing, breaches);
        }
        CheckNames(now, before, reserved, name => now.Values.FirstOrDefault(value => value.Name == name), breaches);
    }

    private static void ReportNumber(Descriptor now, TextSpan? user, long number, Breaches breaches) =>
        breaches.Add(Breaches.At(DiagnosticRules.ReservedGone, now.File, user ?? now.NameSpan, $"The number {number} of \"{now.FullName}\" was reserved and is {(user is null ? "free" : "used")}.", $"Write: reserved {number};") with
        {
            Wire = "what has it would misread the bytes of what had it once",
        });

    private static void CheckNames(Descriptor now, ReservedSet before, ReservedSet reserved, Func<string, Descriptor?> find, Breaches breaches)
    {
        foreach (var name in before.Names.Except(reserved.Names, StringComparer.Ordinal))
        {
            var user = find(name);
            breaches.Add(Breaches.At(DiagnosticRules.ReservedGone, now.File, user?.NameSpan ?? now.NameSpan, $"The name \"{name}\" of \"{now.FullName}\" was reserved and is {(user is null ? "free" : "used")}.", $"Reserve \"{name}\" again.") with
            {
                Json = "what has it would misread the JSON of what had it once",
            });
        }
    }
}
