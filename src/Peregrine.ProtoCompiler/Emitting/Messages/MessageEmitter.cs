using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Messages;

/// <summary>Writes a message class with all that is nested in it.</summary>
internal sealed class MessageEmitter
{
    public const string GeneratedCode = "[global::System.CodeDom.Compiler.GeneratedCode(\"Peregrine\", null)]";
    private const string Pb = "global::Google.Protobuf.";

    private readonly MessageDescriptor _message;
    private readonly EmitOptions _options;
    private readonly string _class;
    private readonly FieldEmitters _fields;

    private MessageEmitter(MessageDescriptor message, EmitOptions options)
    {
        _message = message;
        _options = options;
        _class = Identifiers.Escape(TypeNames.Class(message));
        _fields = new FieldEmitters(message, new MessageNames(message));
    }

    public static void Emit(CodeWriter writer, MessageDescriptor message, EmitOptions options) => new MessageEmitter(message, options).Emit(writer);

    private void Emit(CodeWriter writer)
    {
        DocComments.Summary(writer, _message);
        if (_message.Options.Deprecated)
            writer.Line("[global::System.Obsolete]");
        writer.Line("[global::System.Diagnostics.DebuggerDisplay(\"{ToString(),nq}\")]")
            .Line(GeneratedCode)
            .Open($"{_options.Access} sealed partial class {_class} : {(_message.IsExtendable ? $"{Pb}IExtendableMessage<{_class}>" : $"{Pb}IMessage<{_class}>")}, {Pb}IBufferMessage");
        State(writer);
        Identity(writer);
        Construction(writer);
        foreach (var field in _fields.All)
        {
            writer.Line();
            field.Members(writer);
        }
        foreach (var oneof in _fields.Oneofs)
        {
            writer.Line();
            oneof.Members(writer);
        }
        writer.Line();
        MessageMethods.Emit(writer, _message, _class, _fields, RootMessages.AreTold(_message, _options));
        if (_message.IsExtendable)
            ExtensionEmitter.Accessors(writer, _class);
        NestedTypes(writer);
        writer.Close().Line();
    }

    private void State(CodeWriter writer)
    {
        writer.Line($"private static readonly {Pb}MessageParser<{_class}> _parser = new {Pb}MessageParser<{_class}>(static () => new {_class}());")
            .Line($"private {Pb}UnknownFieldSet? _unknownFields;");
        if (_message.IsExtendable)
            writer.Line($"internal {Pb}ExtensionSet<{_class}>? _extensions;");
        for (var word = 0; word < _fields.HasBitWords; word++)
            writer.Line($"private int _hasBits{Literals.Of(word)};");
        if (MessageSizes.AreKept(_message))
            writer.Line($"internal int {MessageType.SizeField}; // as CalculateSize found it last");
    }

    private void Identity(CodeWriter writer)
    {
        var descriptor = _message.ContainingType is { } outer
            ? $"{TypeNames.Full(outer)}.Descriptor.NestedTypes[{Literals.Of(_message.Index)}]"
            : $"{TypeNames.FileDescriptorOf(_message.File)}.MessageTypes[{Literals.Of(_message.Index)}]";
        writer.Line()
            .Line("/// <summary>Reads messages of this type.</summary>")
            .Line($"public static {Pb}MessageParser<{_class}> Parser => _parser;")
            .Line("/// <summary>Describes this type.</summary>")
            .Line($"public static {Pb}Reflection.MessageDescriptor Descriptor => {descriptor};")
            .Line($"{Pb}Reflection.MessageDescriptor {Pb}IMessage.Descriptor => Descriptor;");
    }

    private void Construction(CodeWriter writer)
    {
        writer.Line()
            .Line("/// <summary>Makes an empty message.</summary>")
            .Line($"public {_class}() => OnConstruction();")
            .Line("partial void OnConstruction();")
            .Line("/// <summary>Makes a deep copy.</summary>")
            .Open($"public {_class}({_class} other) : this()");
        for (var word = 0; word < _fields.HasBitWords; word++)
            writer.Line($"_hasBits{Literals.Of(word)} = other._hasBits{Literals.Of(word)};");
        foreach (var field in _fields.Singles)
            field.Clone(writer);
        foreach (var oneof in _fields.Oneofs)
            oneof.Clone(writer);
        writer.Line($"_unknownFields = {Pb}UnknownFieldSet.Clone(other._unknownFields);");
        if (_message.IsExtendable)
            writer.Line($"_extensions = {Pb}ExtensionSet.Clone(other._extensions);");
        writer.Close()
            .Line("/// <summary>Makes a deep copy.</summary>")
            .Line($"public {_class} Clone() => new {_class}(this);");
    }

    private void NestedTypes(CodeWriter writer)
    {
        var messages = _message.NestedMessages.Where(static nested => !nested.IsMapEntry).ToArray();
        if (TypeNames.HasTypes(_message))
        {
            writer.Line()
                .Line($"/// <summary>Types declared inside <see cref=\"{_class}\"/>.</summary>")
                .Line(GeneratedCode)
                .Open("public static partial class Types");
            foreach (var type in _message.NestedEnums)
                EnumEmitter.Emit(writer, type, _options.Access);
            foreach (var nested in messages)
                Emit(writer, nested, _options);
            writer.Close();
        }
        if (_message.NestedExtensions.Count > 0)
        {
            writer.Line().Line($"/// <summary>Extensions declared inside <see cref=\"{_class}\"/>.</summary>");
            ExtensionEmitter.Container(writer, "Extensions", _message.NestedExtensions, "public");
        }
    }
}
