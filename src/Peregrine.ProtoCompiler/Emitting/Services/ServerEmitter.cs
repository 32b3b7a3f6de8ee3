using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>Writes the base class of implementations and what binds one to a server.</summary>
internal static class ServerEmitter
{
    private const string Pg = "global::Peregrine.";

    public static void Emit(CodeWriter writer, ServiceDescriptor service, MethodModel[] methods)
    {
        var baseClass = service.Name + "Base";
        writer.Line()
            .Line($"/// <summary>Derive from this to implement <c>{service.FullName}</c>. A method that is not overridden answers UNIMPLEMENTED.</summary>");
        ServiceEmitter.Obsolete(writer, service);
        writer.Line($"[{Pg}BindServiceMethod(typeof({TypeNames.Full(service)}), \"BindService\")]")
            .Open($"public abstract partial class {baseClass} : {Pg}IGrpcService");
        foreach (var method in methods)
            Handler(writer, method);
        writer.Line($"void {Pg}IGrpcService.Bind({Pg}ServiceBinderBase binder) => {TypeNames.Full(service)}.BindService(binder, this);").Close().Line();
        Bind(writer, baseClass, methods);
    }

    private static void Handler(CodeWriter writer, MethodModel method)
    {
        var clientStreams = method.Descriptor.ClientStreaming;
        var serverStreams = method.Descriptor.ServerStreaming;
        DocComments.Summary(writer, method.Descriptor, $"Handles <c>{method.Descriptor.FullName}</c>.");
        writer.Line(clientStreams
            ? "/// <param name=\"requestStream\">The requests of the client.</param>"
            : "/// <param name=\"request\">The request of the client.</param>");
        if (serverStreams)
            writer.Line("/// <param name=\"responseStream\">Takes the responses.</param>");
        writer.Line("/// <param name=\"context\">The call: its deadline, cancellation, metadata and peer.</param>")
            .Line(serverStreams
                ? "/// <returns>Ends the call when it completes.</returns>"
                : "/// <returns>The response; ends the call when it completes.</returns>");
        method.Obsolete(writer);
        var parameters = new List<string>
        {
            clientStreams ? $"{Pg}IAsyncStreamReader<{method.Request}> requestStream" : $"{method.Request} request",
        };
        if (serverStreams)
            parameters.Add($"{Pg}IServerStreamWriter<{method.Response}> responseStream");
        parameters.Add($"{Pg}ServerCallContext context");
        var task = "global::System.Threading.Tasks.Task" + (serverStreams ? "" : $"<{method.Response}>");
        writer.Line($"public virtual {task} {method.Name}({string.Join(", ", parameters)}) =>").Indent()
            .Line($"throw new {Pg}RpcException(new {Pg}Status({Pg}StatusCode.Unimplemented, \"Method {method.Descriptor.Name} of {method.Descriptor.Service.FullName} is not implemented.\"));")
            .Outdent()
            .Line();
    }

    private static void Bind(CodeWriter writer, string baseClass, MethodModel[] methods)
    {
        writer.Line("/// <summary>The methods of an implementation, ready to be added to a server.</summary>")
            .Line("/// <param name=\"serviceImpl\">The implementation.</param>")
            .Line($"public static {Pg}ServerServiceDefinition BindService({baseClass} serviceImpl) =>").Indent()
            .Line($"{Pg}ServerServiceDefinition.CreateBuilder()").Indent();
        foreach (var method in methods)
            writer.Line($".AddMethod({method.Field}, serviceImpl.{method.Name})");
        writer.Line(".Build();").Outdent().Outdent()
            .Line()
            .Line("/// <summary>Hands each method to a binder.</summary>")
            .Line("/// <param name=\"serviceBinder\">Takes the methods.</param>")
            .Line("/// <param name=\"serviceImpl\">The implementation; null hands over the methods without handlers.</param>")
            .Open($"public static void BindService({Pg}ServiceBinderBase serviceBinder, {baseClass}? serviceImpl)");
        foreach (var method in methods)
        {
            var handler = $"{Pg}{method.Kind}ServerMethod<{method.Request}, {method.Response}>";
            writer.Line($"serviceBinder.AddMethod({method.Field}, serviceImpl is null ? null : new {handler}(serviceImpl.{method.Name}));");
        }
        writer.Close();
    }
}
