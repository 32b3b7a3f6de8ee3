using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Peregrine.ProtocOracle;

/// <summary>Other bytes for a message than those that its class writes: what parsers must take, and what they must refuse.</summary>
internal static class WireForms
{
    // Field 18999, which nobody may use, as varint, as fixed32, as group and with a length.
    private static readonly byte[] Unknown = [0xB8, 0xA3, 0x09, 0x05, 0xBD, 0xA3, 0x09, 1, 2, 3, 4, 0xBB, 0xA3, 0x09, 0x08, 0x01, 0xBC, 0xA3, 0x09, 0xBA, 0xA3, 0x09, 0x02, 0x61, 0x62];

    /// <summary>The message with fields that it does not know in front of and behind its own.</summary>
    public static byte[] WithUnknownFields(byte[] message) => [.. Unknown, .. message, .. Unknown];

    /// <summary>The repeated numbers of a message, packed where its class writes them one by one, and the other way round.</summary>
    public static byte[] Repacked(IMessage message)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.IsRepeated && !field.IsMap && field.FieldType is not (FieldType.String or FieldType.Bytes or FieldType.Message or FieldType.Group))
                Repack(field, (System.Collections.IList)field.Accessor.GetValue(message), output);
        }
        output.Flush();
        return stream.ToArray();
    }

    /// <summary>The bytes with a few of them changed, taken out or cut off.</summary>
    public static byte[] Damaged(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var damaged = bytes.ToList();
        for (var count = random.Next(1, 4); count > 0 && damaged.Count > 0; count--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0: damaged.RemoveAt(at); break;
                case 1: damaged.RemoveRange(at, damaged.Count - at); break;
                default: damaged[at] = (byte)random.Next(256); break;
            }
        }
        return [.. damaged];
    }

    /// <summary>The bytes in segments of a few bytes each.</summary>
    public static ReadOnlySequence<byte> Segmented(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var first = new Segment(default, 0);
        var last = first;
        for (var start = 0; start < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 9), bytes.Length - start);
            last = last.Append(bytes.AsMemory(start, length));
            start += length;
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static void Repack(FieldDescriptor field, System.Collections.IList values, CodedOutputStream output)
    {
        if (values.Count == 0)
            return;
        var elements = values.Cast<object>().Select(value => Element(field, value)).ToArray();
        if (field.IsPacked)
        {
            foreach (var element in elements)
            {
                output.WriteTag(field.FieldNumber, WireType(field.FieldType));
                output.WriteRawBytesOf(element);
            }
        }
        else
        {
            output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. elements.SelectMany(static element => element)]));
        }
    }

    private static void WriteRawBytesOf(this CodedOutputStream output, byte[] bytes)
    {
        foreach (var value in bytes)
            output.WriteRawTag(value);
    }

    private static byte[] Element(FieldDescriptor field, object value)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        switch (field.FieldType)
        {
            case FieldType.Bool: output.WriteBool((bool)value); break;
            case FieldType.Int32: output.WriteInt32((int)value); break;
            case FieldType.SInt32: output.WriteSInt32((int)value); break;
            case FieldType.SFixed32: output.WriteSFixed32((int)value); break;
            case FieldType.UInt32: output.WriteUInt32((uint)value); break;
            case FieldType.Fixed32: output.WriteFixed32((uint)value); break;
            case FieldType.Int64: output.WriteInt64((long)value); break;
            case FieldType.SInt64: output.WriteSInt64((long)value); break;
            case FieldType.SFixed64: output.WriteSFixed64((long)value); break;
            case FieldType.UInt64: output.WriteUInt64((ulong)value); break;
            case FieldType.Fixed64: output.WriteFixed64((ulong)value); break;
            case FieldType.Float: output.WriteFloat((float)value); break;
            case FieldType.Double: output.WriteDouble((double)value); break;
            default: output.WriteEnum((int)value); break;
        }
        output.Flush();
        return stream.ToArray();
    }

    private static WireFormat.WireType WireType(FieldType type) => type switch
    {
        FieldType.Fixed32 or FieldType.SFixed32 or FieldType.Float => WireFormat.WireType.Fixed32,
        FieldType.Fixed64 or FieldType.SFixed64 or FieldType.Double => WireFormat.WireType.Fixed64,
        _ => WireFormat.WireType.Varint,
    };

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
