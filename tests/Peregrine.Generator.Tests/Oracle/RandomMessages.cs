using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>Fills messages with random content through their descriptors. The same seed fills the same way, whichever compiler made the class.</summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Random _random = new(seed);

    public IMessage Create(MessageDescriptor type, int depth = 3)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        // Their JSON has rules that random content breaks.
        if (type.File.Name is "google/protobuf/struct.proto" or "google/protobuf/any.proto" or "google/protobuf/field_mask.proto")
            return message;
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var skip = _random.Next(3) == 0;
            if (!skip && !(depth == 0 && field.FieldType is FieldType.Message or FieldType.Group))
                Fill(message, field, depth - 1);
        }
        foreach (var extension in Extensions(type.File).Where(extension => extension.ExtendeeType == type))
        {
            if (_random.Next(3) != 0)
                Fill(message, extension, 0);
        }
        return message;
    }

    /// <summary>All extensions that a file declares, ordered by number.</summary>
    public static IEnumerable<FieldDescriptor> Extensions(FileDescriptor file) => file.MessageTypes
        .SelectMany(static type => type.Extensions.UnorderedExtensions)
        .Concat(file.Extensions.UnorderedExtensions)
        .OrderBy(static extension => extension.FieldNumber);

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            var fields = field.MessageType.Fields;
            // One entry: what a map with several writes first is nobody's promise.
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
        FieldType.String => Pick("", "a", "größer", "日本語\n", new string('x', 200), "😀"),
        FieldType.Bytes => ByteString.CopyFrom(Bytes(_random.Next(40))),
        FieldType.Enum => Enum(field.EnumType),
        _ => Message(field.MessageType, depth),
    };

    // A wrapper is set as the value it wraps.
    private object Message(MessageDescriptor type, int depth) =>
        type.File.Name == "google/protobuf/wrappers.proto" ? Value(type.Fields[1], depth) : Create(type, Math.Max(depth, 0));

    private object Enum(EnumDescriptor type)
    {
        var number = type.Values[_random.Next(type.Values.Count)].Number;
        return type.ClrType.IsEnum ? System.Enum.ToObject(type.ClrType, number) : number;
    }

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
