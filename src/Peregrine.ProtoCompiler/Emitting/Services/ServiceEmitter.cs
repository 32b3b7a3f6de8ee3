using System.Globalization;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>Writes the static class of a service: how its messages travel, its methods, its descriptor, its client and its base class.</summary>
internal static class ServiceEmitter
{
    private const string Pg = "global::Peregrine.";

    public static void Emit(CodeWriter writer, ServiceDescriptor service, EmitOptions options)
    {
        var methods = MethodModel.Of(service);
        DocComments.Summary(writer, service, $"The service <c>{service.FullName}</c>.");
        Obsolete(writer, service);
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"Peregrine\", null)]")
            .Open($"{options.Access} static partial class {Identifiers.Escape(TypeNames.Class(service))}")
            .Line($"private const string __ServiceName = \"{service.FullName}\";")
            .Line();
        if (methods.Length > 0)
            Serialization(writer, methods);
        foreach (var method in methods)
            Method(writer, method);
        writer.Line($"/// <summary>Describes <c>{service.FullName}</c>.</summary>")
            .Line($"public static global::Google.Protobuf.Reflection.ServiceDescriptor Descriptor => {TypeNames.FileDescriptorOf(service.File)}.Services[{service.Index.ToString(CultureInfo.InvariantCulture)}];");
        if (options.Services.HasFlag(ServiceParts.Server))
            ServerEmitter.Emit(writer, service, methods);
        if (options.Services.HasFlag(ServiceParts.Client))
            ClientEmitter.Emit(writer, service, methods);
        writer.Close().Line();
    }

    public static void Obsolete(CodeWriter writer, ServiceDescriptor service)
    {
        if (service.Options.Deprecated)
            writer.Line("[global::System.Obsolete]");
    }

    // Straight into the transport's buffer and straight out of it: no array in between.
    private static void Serialization(CodeWriter writer, MethodModel[] methods)
    {
        writer.Open($"private static void __Serialize<T>(T message, {Pg}SerializationContext context) where T : global::Google.Protobuf.IMessage<T>")
            .Line("context.SetPayloadLength(message.CalculateSize());")
            .Line("global::Google.Protobuf.MessageExtensions.WriteTo(message, context.GetBufferWriter());")
            .Line("context.Complete();")
            .Close()
            .Line();
        var types = methods.SelectMany(static method => new[] { method.Descriptor.InputType!, method.Descriptor.OutputType! }).Distinct();
        foreach (var type in types)
        {
            var name = TypeNames.Full(type);
            writer.Line($"private static readonly {Pg}Marshaller<{name}> {Marshaller(type)} = new {Pg}Marshaller<{name}>(").Indent()
                .Line("static (message, context) => __Serialize(message, context),")
                .Line($"static context => {name}.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));").Outdent();
        }
        writer.Line();
    }

    private static void Method(CodeWriter writer, MethodModel method)
    {
        var type = $"{Pg}Method<{method.Request}, {method.Response}>";
        writer.Line($"private static readonly {type} {method.Field} = new {type}(").Indent()
            .Line($"{Pg}MethodType.{method.Kind},")
            .Line("__ServiceName,")
            .Line($"\"{method.Descriptor.Name}\",")
            .Line($"{Marshaller(method.Descriptor.InputType!)},")
            .Line($"{Marshaller(method.Descriptor.OutputType!)},")
            .Line($"static () => Descriptor.Methods[{method.Descriptor.Index.ToString(CultureInfo.InvariantCulture)}]);").Outdent()
            .Line();
    }

    // Dots become underscores, and underscores double, so that two types never share a name.
    private static string Marshaller(MessageDescriptor type) => "__Marshaller_" + type.FullName.Replace("_", "__").Replace('.', '_');
}
