using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Makes the trees of messages, enums and extensions from their serialized descriptors.</summary>
internal sealed class MessageReader(SerializedComments comments)
{
    private const int MaxDepth = 100;

    /// <summary>Whether something was not in the form of a descriptor.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Notes how the reading of a message ended.</summary>
    public void Ends(WireReader reader) => IsBroken |= reader.IsBroken;

    /// <summary>A name of a type with the dot that makes it absolute, so that no scope is searched. An empty one stays an unknown name.</summary>
    public static string TypeName(string name) => name.StartsWith(".", StringComparison.Ordinal) ? name : "." + name;

    public MessageSyntax ReadMessage(WireReader reader, string path, int depth)
    {
        var name = "";
        byte[] options = [];
        var visibility = SymbolVisibility.Unset;
        var fields = new List<SerializedField>();
        var oneofs = new List<OneofSyntax>();
        var members = new List<SyntaxNode>();
        var next = new int[12];
        while (!IsBroken && reader.Next())
        {
            var index = reader.Number < next.Length ? next[reader.Number]++ : 0;
            var child = SerializedComments.Path(path, reader.Number, index);
            switch (reader.Number)
            {
                case 1:
                    name = reader.Text;
                    break;
                case 2:
                    fields.Add(ReadField(reader.Message, child));
                    break;
                case 3 when depth < MaxDepth:
                    members.Add(ReadMessage(reader.Message, child, depth + 1));
                    break;
                case 3:
                    IsBroken = true;
                    break;
                case 4:
                    members.Add(ReadEnum(reader.Message, child));
                    break;
                case 5:
                    members.Add(ReadExtensionRange(reader.Message, child));
                    break;
                case 6:
                    members.Add(ReadExtension(reader.Message, child));
                    break;
                case 7:
                    options = reader.Bytes;
                    break;
                case 8:
                    oneofs.Add(ReadOneof(reader.Message, child));
                    break;
                case 9 or 10:
                    members.Add(ReadReserved(reader, exclusiveEnd: true));
                    break;
                case 11:
                    visibility = (SymbolVisibility)reader.Int32;
                    break;
            }
        }
        Ends(reader);
        var message = new MessageSyntax
        {
            Kind = IsMapEntry(options) ? MessageKind.MapEntry : MessageKind.Message,
            Name = new TokenText(name, default),
            Visibility = visibility,
            Serialized = Part(options, path),
        };
        AddFields(message, fields, oneofs);
        message.Members.AddRange(members);
        return message;
    }

    public ExtendSyntax ReadExtension(WireReader reader, string path)
    {
        var field = ReadField(reader, path);
        var extendee = new TokenText(TypeName(field.Extendee), default);
        var extend = new ExtendSyntax { Extendee = extendee };
        extend.Fields.Add(field.ToSyntax(extendee));
        return extend;
    }

    public EnumSyntax ReadEnum(WireReader reader, string path)
    {
        var name = "";
        byte[] options = [];
        var visibility = SymbolVisibility.Unset;
        var members = new List<SyntaxNode>();
        var values = 0;
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    name = reader.Text;
                    break;
                case 2:
                    members.Add(ReadEnumValue(reader.Message, SerializedComments.Path(path, 2, values++)));
                    break;
                case 3:
                    options = reader.Bytes;
                    break;
                case 4 or 5:
                    members.Add(ReadReserved(reader, exclusiveEnd: false));
                    break;
                case 6:
                    visibility = (SymbolVisibility)reader.Int32;
                    break;
            }
        }
        Ends(reader);
        var result = new EnumSyntax { Name = new TokenText(name, default), Visibility = visibility, Serialized = Part(options, path) };
        result.Members.AddRange(members);
        return result;
    }

    // Members of a oneof stand where the first of them stands. Oneofs of proto3 "optional" are made anew.
    private void AddFields(MessageSyntax message, List<SerializedField> fields, List<OneofSyntax> oneofs)
    {
        foreach (var field in fields)
        {
            var syntax = field.ToSyntax(extendee: null);
            if (field.OneofIndex < 0 || field.IsProto3Optional)
            {
                message.Members.Add(syntax);
                continue;
            }
            if (field.OneofIndex >= oneofs.Count)
            {
                IsBroken = true;
                return;
            }
            var oneof = oneofs[field.OneofIndex];
            if (oneof.Members.Count == 0)
                message.Members.Add(oneof);
            oneof.Members.Add(syntax);
        }
    }

    private SerializedField ReadField(WireReader reader, string path)
    {
        var field = new SerializedField(comments.Of(path));
        while (reader.Next())
            field.Read(reader);
        Ends(reader);
        return field;
    }

    private OneofSyntax ReadOneof(WireReader reader, string path)
    {
        var (name, options) = ReadNameAndOptions(reader);
        return new OneofSyntax { Name = new TokenText(name, default), Serialized = Part(options, path) };
    }

    private (string Name, byte[] Options) ReadNameAndOptions(WireReader reader)
    {
        var name = "";
        byte[] options = [];
        while (reader.Next())
        {
            if (reader.Number == 1)
                name = reader.Text;
            else if (reader.Number == 2)
                options = reader.Bytes;
        }
        Ends(reader);
        return (name, options);
    }

    private EnumValueSyntax ReadEnumValue(WireReader reader, string path)
    {
        var name = "";
        var number = 0;
        byte[] options = [];
        while (reader.Next())
        {
            if (reader.Number == 1)
                name = reader.Text;
            else if (reader.Number == 2)
                number = reader.Int32;
            else if (reader.Number == 3)
                options = reader.Bytes;
        }
        Ends(reader);
        return new EnumValueSyntax { Name = new TokenText(name, default), Number = number, NumberSpan = default, Serialized = Part(options, path) };
    }

    private ExtensionsSyntax ReadExtensionRange(WireReader reader, string path)
    {
        var (range, options) = ReadRange(reader, exclusiveEnd: true);
        var extensions = new ExtensionsSyntax { Serialized = Part(options, path) };
        extensions.Ranges.Add(range);
        return extensions;
    }

    private ReservedSyntax ReadReserved(WireReader reader, bool exclusiveEnd)
    {
        var reserved = new ReservedSyntax();
        // Names follow ranges: 9 and 10 in messages, 4 and 5 in enums.
        if (reader.Number is 10 or 5)
            reserved.Names.Add(new TokenText(reader.Text, default));
        else
            reserved.Ranges.Add(ReadRange(reader.Message, exclusiveEnd).Range);
        return reserved;
    }

    private (RangeSyntax Range, byte[] Options) ReadRange(WireReader reader, bool exclusiveEnd)
    {
        var start = 0;
        var end = 0;
        byte[] options = [];
        while (reader.Next())
        {
            if (reader.Number == 1)
                start = reader.Int32;
            else if (reader.Number == 2)
                end = reader.Int32;
            else if (reader.Number == 3)
                options = reader.Bytes;
        }
        Ends(reader);
        return (new RangeSyntax(start, default, exclusiveEnd ? end - 1 : end, default, default), options);
    }

    private static bool IsMapEntry(byte[] options)
    {
        for (var reader = new WireReader(options); reader.Next();)
        {
            if (reader is { Number: 7, Bits: not 0 })
                return true;
        }
        return false;
    }

    private SerializedPart Part(byte[] options, string path) => new() { Options = options, Comments = comments.Of(path) };
}
