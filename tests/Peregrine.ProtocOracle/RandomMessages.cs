using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>Fills messages with random content through their descriptors. The same seed fills the same way, whichever compiler made the class.</summary>
public sealed class RandomMessages(int seed, KnownExtensions extensions)
{
    private const int Depth = 3;

    private readonly Random _random = new(seed);
    // Messages that refer to many others would grow without end.
    private int _budget = 250;

    /// <summary>A message of that type.</summary>
    public IMessage Create(MessageDescriptor type) => Create(type, Depth);

    private IMessage Create(MessageDescriptor type, int depth)
    {
        var message = New(type);
        switch (type.FullName)
        {
            // Their JSON has rules that random content breaks.
            case "google.protobuf.Any" or "google.protobuf.FieldMask":
                return message;
            case "google.protobuf.Timestamp" or "google.protobuf.Duration":
                Set(message, 1, _random.NextInt64(0, 1L << 35));
                Set(message, 2, _random.Next(1_000_000_000));
                return message;
            case "google.protobuf.Value":
                Set(message, 3, Text());
                return message;
            default:
                Fill(message, type, depth);
                return message;
        }
    }

    /// <summary>An empty message of that type.</summary>
    public static IMessage New(MessageDescriptor type) => (IMessage)Activator.CreateInstance(type.ClrType)!;

    private static void Set(IMessage message, int number, object value) => message.Descriptor.FindFieldByNumber(number).Accessor.SetValue(message, value);

    private void Fill(IMessage message, MessageDescriptor type, int depth)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var skip = _random.Next(3) == 0 || _budget <= 0 || (depth <= 0 && field.FieldType is FieldType.Message or FieldType.Group);
            // A required message may hold itself; nobody can fill that.
            if (!skip || (field.IsRequired && depth > -Depth))
                Fill(message, field, depth - 1);
        }
        foreach (var extension in extensions.Of(type))
        {
            if (_random.Next(3) != 0 && _budget > 0 && depth > 0)
                Fill(message, extension, depth - 1);
        }
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        _budget--;
        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            var fields = field.MessageType.Fields;
            // They are written in the order in which they were added.
            for (var count = _random.Next(1, 4); count > 0; count--)
                map[Value(fields[1], depth)] = Value(fields[2], depth);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var count = _random.Next(1, 5); count > 0; count--)
                list.Add(Value(field, depth));
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Bool => _random.Next(2) == 1,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int)Bits(32),
        FieldType.UInt32 or FieldType.Fixed32 => (uint)Bits(32),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long)Bits(64),
        FieldType.UInt64 or FieldType.Fixed64 => Bits(64),
        FieldType.Float => Pick(0F, -0F, float.NaN, float.PositiveInfinity, 1.5F, -3.25e-20F),
        FieldType.Double => Pick(0D, -0D, double.NaN, double.NegativeInfinity, 1.5D, 6.02e23D),
        FieldType.String => Text(),
        FieldType.Bytes => ByteString.CopyFrom(Bytes(_random.Next(40))),
        FieldType.Enum => Enum(field.EnumType),
        _ => Message(field.MessageType, depth),
    };

    // A wrapper is set as the value it wraps.
    private object Message(MessageDescriptor type, int depth) => type.File.Name == "google/protobuf/wrappers.proto" && type.ClrType.Assembly == typeof(IMessage).Assembly
        ? Value(type.Fields[1], depth)
        : Create(type, depth);

    // Now and then a number that the enum does not have.
    private object Enum(EnumDescriptor type)
    {
        var number = _random.Next(10) == 0 ? (int)Bits(32) : type.Values[_random.Next(type.Values.Count)].Number;
        return type.ClrType.IsEnum ? System.Enum.ToObject(type.ClrType, number) : number;
    }

    private string Text() => Pick("", "a", "größer", "日本語\n", new string('x', 200), "😀");

    private ulong Bits(int width)
    {
        var bits = unchecked((ulong)_random.NextInt64(long.MinValue, long.MaxValue));
        return bits >> (64 - width + _random.Next(width));
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
