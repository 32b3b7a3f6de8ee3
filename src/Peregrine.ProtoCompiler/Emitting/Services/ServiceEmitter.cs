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
            MarshallerEmitter.Emit(writer, methods, options);
        foreach (var method in methods)
            Method(writer, method);
        writer.Line($"/// <summary>Describes <c>{service.FullName}</c>.</summary>")
            .Line($"public static global::Google.Protobuf.Reflection.ServiceDescriptor Descriptor => {TypeNames.FileDescriptorOf(service.File)}.Services[{service.Index.ToString(CultureInfo.InvariantCulture)}];");
        if (options.Services.HasFlag(ServiceParts.Server))
            ServerEmitter.Emit(writer, service, methods);
        if (options.Services.HasFlag(ServiceParts.Client))
            ClientEmitter.Emit(writer, service, methods, options);
        writer.Close().Line();
    }

    public static void Obsolete(CodeWriter writer, ServiceDescriptor service)
    {
        if (service.Options.Deprecated)
            writer.Line("[global::System.Obsolete]");
    }

    private static void Method(CodeWriter writer, MethodModel method)
    {
        var type = $"{Pg}Method<{method.Request}, {method.Response}>";
        writer.Line($"private static readonly {type} {method.Field} = new {type}(").Indent()
            .Line($"{Pg}MethodType.{method.Kind},")
            .Line("__ServiceName,")
            .Line($"\"{method.Descriptor.Name}\",")
            .Line($"{MarshallerEmitter.Field(method.Descriptor.InputType!)},")
            .Line($"{MarshallerEmitter.Field(method.Descriptor.OutputType!)},")
            .Line($"static () => Descriptor.Methods[{method.Descriptor.Index.ToString(CultureInfo.InvariantCulture)}]);").Outdent()
            .Line();
    }
}
