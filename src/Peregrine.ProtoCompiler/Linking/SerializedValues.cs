using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Gives the declarations of a file that was read from a descriptor what texts say by options: options, defaults and JSON names.</summary>
internal sealed class SerializedValues(OptionSchema schema, SymbolTable symbols, DiagnosticBag diagnostics)
{
    private readonly SerializedOptions _options = new(symbols, diagnostics);

    public void Read(FileDescriptor file)
    {
        ReadOptions(file, "FileOptions");
        foreach (var message in file.Messages)
            ReadMessage(message);
        foreach (var @enum in file.Enums)
            ReadEnum(@enum);
        foreach (var extension in file.Extensions)
            ReadField(extension);
        foreach (var service in file.Services)
        {
            ReadOptions(service, "ServiceOptions");
            foreach (var method in service.Methods)
                ReadOptions(method, "MethodOptions");
        }
    }

    private void ReadMessage(MessageDescriptor message)
    {
        if (!message.IsMapEntry)
            ReadOptions(message, "MessageOptions");
        foreach (var oneof in message.Oneofs)
            ReadOptions(oneof, "OneofOptions");
        foreach (var field in message.Fields)
            ReadField(field);
        foreach (var range in message.ExtensionRanges)
            range.RawOptions = Options(range.Statement?.Serialized?.Options ?? [], "ExtensionRangeOptions");
        foreach (var extension in message.NestedExtensions)
            ReadField(extension);
        foreach (var nested in message.NestedMessages)
            ReadMessage(nested);
        foreach (var @enum in message.NestedEnums)
            ReadEnum(@enum);
    }

    private void ReadEnum(EnumDescriptor @enum)
    {
        ReadOptions(@enum, "EnumOptions");
        foreach (var value in @enum.Values)
            ReadOptions(value, "EnumValueOptions");
    }

    private void ReadField(FieldDescriptor field)
    {
        field.RawOptions = Options(field.Syntax.Serialized?.Options ?? [], "FieldOptions");
        // Descriptor sets carry the JSON name of every field; one that differs was written in the file.
        if (field.Syntax.Serialized?.JsonName is { } jsonName && jsonName != field.JsonName)
        {
            field.JsonName = jsonName;
            field.HasExplicitJsonName = true;
        }
        if (field.Syntax.Serialized?.DefaultValue is not { } text)
            return;
        field.DefaultValue = SerializedDefault.Read(field, text);
        if (field.DefaultValue is null)
            diagnostics.Report(DiagnosticRules.BrokenDescriptor, default, $"The default value \"{text}\" does not fit the field \"{field.FullName}\".");
    }

    private void ReadOptions(Descriptor descriptor, string type)
    {
        var bytes = (descriptor is FileDescriptor file ? file.Syntax : descriptor.SyntaxNode)?.Serialized?.Options ?? [];
        descriptor.RawOptions = Options(bytes, type);
    }

    private OptionMessage Options(byte[] bytes, string type) => bytes.Length == 0 ? OptionMessage.Empty : _options.Read(schema.Find(type), bytes);
}
