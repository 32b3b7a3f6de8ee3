using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;
using Peregrine.ProtoCompiler.Emitting.Messages;

namespace Peregrine.ProtoCompiler.Emitting.Files;

/// <summary>Writes the class that holds the descriptor of a file: its bytes, what it imports, and which class is which message.</summary>
internal static class ReflectionEmitter
{
    private const string Reflection = "global::Google.Protobuf.Reflection.";
    private const string TypeInfo = Reflection + "GeneratedClrTypeInfo";
    private const int CharactersPerLine = 120;

    public static void Emit(CodeWriter writer, FileDescriptor file, string access)
    {
        writer.Line($"/// <summary>Holds the descriptor of <c>{DocComments.Escape(file.Name)}</c>.</summary>")
            .Line(MessageEmitter.GeneratedCode)
            .Open($"{access} static partial class {TypeNames.ReflectionClass(file)}")
            .Line($"/// <summary>Describes <c>{DocComments.Escape(file.Name)}</c>.</summary>")
            .Line($"public static {Reflection}FileDescriptor Descriptor {{ get; }} = {Reflection}FileDescriptor.FromGeneratedCode(").Indent();
        Bytes(writer, file.ToFileDescriptorProtoBytes());
        writer.Line(Array(Reflection + "FileDescriptor", file.Imports.Where(IsDependency).Select(import => TypeNames.FileDescriptorOf(import.File!))) + ",")
            .Line($"new {TypeInfo}(").Indent()
            .Line(ArrayOrNull("global::System.Type", file.Enums.Select(TypeOf)) + ",")
            .Line(ArrayOrNull("global::Google.Protobuf.Extension", ExtensionEmitter.References(TypeNames.FullExtensionsClass(file), file.Extensions)) + ",");
        Types(writer, file.Messages, "));");
        writer.Outdent().Outdent().Close().Line();
    }

    private static bool IsDependency(FileImport import) => import is { File: not null, Kind: not ImportKind.Option };

    // Base64 may be broken over lines: the decoder skips white space.
    private static void Bytes(CodeWriter writer, byte[] bytes)
    {
        var text = Convert.ToBase64String(bytes);
        writer.Line("global::System.Convert.FromBase64String(@\"");
        for (var start = 0; start < text.Length; start += CharactersPerLine)
            writer.Directive(text.Substring(start, Math.Min(CharactersPerLine, text.Length - start)));
        writer.Directive("\"),");
    }

    private static void Types(CodeWriter writer, IReadOnlyList<MessageDescriptor> messages, string end)
    {
        if (messages.Count == 0)
        {
            writer.Line("null" + end);
            return;
        }
        writer.Line($"new {TypeInfo}?[]").Line("{").Indent();
        foreach (var message in messages)
            Type(writer, message);
        writer.Outdent().Line("}" + end);
    }

    private static void Type(CodeWriter writer, MessageDescriptor message)
    {
        if (message.IsMapEntry)
        {
            writer.Line("null,");
            return;
        }
        var names = new MessageNames(message);
        var type = TypeNames.Full(message);
        writer.Line($"new {TypeInfo}(").Indent()
            .Line($"typeof({type}),")
            .Line($"{type}.Parser,")
            .Line(ArrayOrNull("string", message.Fields.Select(field => Literals.Quote(names[field].Property))) + ",")
            .Line(ArrayOrNull("string", message.Oneofs.Select(oneof => Literals.Quote(names[oneof].Property))) + ",")
            .Line(ArrayOrNull("global::System.Type", message.NestedEnums.Select(TypeOf)) + ",")
            .Line(ArrayOrNull("global::Google.Protobuf.Extension", ExtensionEmitter.References(type + ".Extensions", message.NestedExtensions)) + ",");
        Types(writer, message.NestedMessages, "),");
        writer.Outdent();
    }

    private static string TypeOf(EnumDescriptor type) => $"typeof({TypeNames.Full(type)})";

    private static string ArrayOrNull(string type, IEnumerable<string> items) => items.Any() ? Array(type, items) : "null";

    private static string Array(string type, IEnumerable<string> items) =>
        items.Any() ? $"new {type}[] {{ {string.Join(", ", items)} }}" : $"new {type}[0]";
}
