using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>Writes how the messages of a service travel: straight into the transport's buffer and straight out of it, with no array in between.</summary>
internal static class MarshallerEmitter
{
    private const string Pb = "global::Google.Protobuf.";
    private const string Marshaller = "global::Peregrine.Marshaller";

    public static void Emit(CodeWriter writer, MethodModel[] methods, EmitOptions options)
    {
        var types = methods.SelectMany(static method => new[] { method.Descriptor.InputType!, method.Descriptor.OutputType! }).Distinct();
        foreach (var type in types)
            Emit(writer, type, methods[0].Descriptor.File, options);
        writer.Line();
    }

    /// <summary>The field that holds the marshaller. Dots become underscores, and underscores double, so that two types never share a name.</summary>
    public static string Field(MessageDescriptor type) => "__Marshaller_" + type.FullName.Replace("_", "__").Replace('.', '_');

    private static void Emit(CodeWriter writer, MessageDescriptor type, FileDescriptor file, EmitOptions options)
    {
        var name = TypeNames.Full(type);
        writer.Line($"private static readonly {Marshaller}<{name}> {Field(type)} = new {Marshaller}<{name}>(").Indent()
            .Open("static (message, context) =>")
            .Line("var size = message.CalculateSize();")
            .Line("context.SetPayloadLength(size);")
            .Line("var output = context.GetBufferWriter();")
            .Line("var payload = output.GetSpan(size).Slice(0, size);");
        if (type.File == file && RootMessages.AreTold(type, options))
            writer.Line($"{name}.{RootMessages.Measured} = message;");
        writer.Line($"{Pb}MessageExtensions.WriteTo(message, payload);")
            .Line("output.Advance(size);")
            .Line("context.Complete();")
            .Close(",");
        writer.Line($"static context => context.TryGetPayloadSpan(out var payload) ? {name}.Parser.ParseFrom(payload) : {name}.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));").Outdent();
    }
}
