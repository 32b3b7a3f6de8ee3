using System.Globalization;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>One message type as protoc's class and as ours, and whether the two do the same.</summary>
/// <param name="theirs">Protoc's, with all extensions that it can have.</param>
/// <param name="ours">Ours.</param>
public sealed class MessagePair(MessagePair.Side theirs, MessagePair.Side ours)
{
    private readonly List<string> _differences = [];

    /// <summary>One of the two classes.</summary>
    public sealed record Side(MessageDescriptor Type, KnownExtensions Extensions)
    {
        internal IMessage Random(int seed) => new RandomMessages(seed, Extensions).Create(Type);

        internal IMessage New() => RandomMessages.New(Type);

        internal MessageParser Parser => Type.Parser.WithExtensionRegistry(Extensions.Registry);
    }

    /// <summary>What differs: nothing, if all is right.</summary>
    /// <param name="firstSeed">The first seed of random content.</param>
    /// <param name="count">How many messages are tried.</param>
    public IReadOnlyList<string> Differences(int firstSeed, int count)
    {
        Same("class", static side => side.Type.ClrType.FullName!);
        Same("values of an empty message", Values);
        for (var seed = firstSeed; seed < firstSeed + count && _differences.Count == 0; seed++)
        {
            Writing(seed);
            Reading(seed);
            Json(seed);
            Changing(seed);
        }
        return _differences;
    }

    private void Writing(int seed)
    {
        Same($"bytes of {seed}", side => side.Random(seed).ToByteArray());
        Same($"size of {seed}", side => Text(side.Random(seed).CalculateSize()));
        Same($"bytes of {seed} through a stream", side =>
        {
            using var stream = new MemoryStream();
            side.Random(seed).WriteTo(stream);
            return stream.ToArray();
        });
    }

    private void Reading(int seed)
    {
        var bytes = theirs.Random(seed).ToByteArray();
        Reads("", bytes);
        Reads("twice ", [.. bytes, .. theirs.Random(seed + 1).ToByteArray()]);
        Reads("with unknown fields ", WireForms.WithUnknownFields(bytes));
        Reads("repacked ", WireForms.Repacked(theirs.Random(seed)));
        for (var damage = 0; damage < 4; damage++)
            Reads("damaged ", WireForms.Damaged(bytes, (seed * 100) + damage));

        void Reads(string how, byte[] input)
        {
            Same($"{how}{seed} read back", side => side.Parser.ParseFrom(input).ToByteArray());
            Same($"{how}{seed} read back in segments", side => side.Parser.ParseFrom(WireForms.Segmented(input, seed)).ToByteArray());
        }

        Same($"{seed} read back without extensions", side => side.Type.Parser.ParseFrom(bytes).ToByteArray());
        Same($"{seed} read back without unknown fields", side => side.Parser.WithDiscardUnknownFields(true).ParseFrom(WireForms.WithUnknownFields(bytes)).ToByteArray());
        // A negative zero is lost on the way, so a message need not equal itself; but then it does not in either class.
        Same($"whether {seed} equals itself read back", side => Text(side.Random(seed).Equals(side.Parser.ParseFrom(bytes))));
        Same($"whether {seed} and another have one hash", side => Text(side.Random(seed).GetHashCode() == side.Random(seed).GetHashCode()));
    }

    private void Json(int seed)
    {
        Same($"JSON of {seed}", side => side.Random(seed).ToString()!);
        var formatter = new JsonFormatter(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithPreserveProtoFieldNames(true));
        Same($"JSON of {seed} with defaults", side => formatter.Format(side.Random(seed)));
        Same($"{seed} read back from JSON", side => side.Type.Parser.ParseJson(JsonFormatter.Default.Format(side.Random(seed))).ToByteArray());
    }

    private void Changing(int seed)
    {
        Same($"a clone of {seed}", side => Clone(side.Random(seed)).ToByteArray());
        Same($"whether a clone of {seed} is its own", side =>
        {
            var message = side.Random(seed);
            Merge(Clone(message), side.Random(seed + 1000));
            return message.ToByteArray();
        });
        Same($"another merged into {seed}", side =>
        {
            var message = side.Random(seed);
            Merge(message, side.Random(seed + 1000));
            return message.ToByteArray();
        });
        Same($"values of {seed}", side => Values(side.Random(seed)));
        Same($"{seed} with fields cleared", side =>
        {
            var message = side.Random(seed);
            foreach (var field in side.Type.Fields.InDeclarationOrder().Where(field => field.FieldNumber % 2 == seed % 2))
                field.Accessor.Clear(message);
            return message.ToByteArray();
        });
    }

    private static string Values(Side side) => Values(side.New());

    // What each property, each Has and each oneof's case says.
    private static string Values(IMessage message)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder().Select(field =>
            $"{field.Name}={Outcome.Of(() => Value(field.Accessor.GetValue(message)))}{(field.HasPresence ? Outcome.Of(() => Text(field.Accessor.HasValue(message))) : "")}");
        var oneofs = message.Descriptor.Oneofs.Select(oneof => $"{oneof.Name}={Outcome.Of(() => oneof.Accessor.GetCaseFieldDescriptor(message)?.Name ?? "")}");
        return string.Join("\n", fields.Concat(oneofs));
    }

    private static string Value(object? value) => value switch
    {
        ByteString bytes => bytes.ToBase64(),
        // Protoc's C# rounds defaults to six digits.
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        Enum number => number.ToString("D"),
        _ => Text(value),
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static IMessage Clone(IMessage message) => (IMessage)message.GetType().GetMethod("Clone")!.Invoke(message, null)!;

    private static void Merge(IMessage target, IMessage source) =>
        target.GetType().GetMethod("MergeFrom", BindingFlags.Public | BindingFlags.Instance, [target.GetType()])!.Invoke(target, [source]);

    private void Same(string what, Func<Side, byte[]> of) => Same(what, side => Convert.ToHexString(of(side)));

    private void Same(string what, Func<Side, string> of)
    {
        var expected = Outcome.Of(() => of(theirs));
        var actual = Outcome.Of(() => of(ours));
        if (expected != actual)
            _differences.Add($"{theirs.Type.FullName}: {what}: protoc's class says {Short(expected, actual)}, ours {Short(actual, expected)}");
    }

    // The stretch where they begin to differ.
    private static string Short(string text, string other)
    {
        var same = 0;
        while (same < text.Length && same < other.Length && text[same] == other[same])
            same++;
        var start = Math.Max(0, same - 40);
        return $"{(start > 0 ? "…" : "")}{text[start..Math.Min(text.Length, same + 120)]}";
    }
}
