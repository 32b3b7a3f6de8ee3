using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>Writes the client class and the interface that stands for it in tests.</summary>
internal static class ClientEmitter
{
    private const string Pg = "global::Peregrine.";
    private const string Optional =
        Pg + "Metadata? headers = null, global::System.DateTime? deadline = null, global::System.Threading.CancellationToken cancellationToken = default";

    public static void Emit(CodeWriter writer, ServiceDescriptor service, MethodModel[] methods)
    {
        var client = service.Name + "Client";
        var contract = "I" + client;
        writer.Line()
            .Line($"/// <summary>What a client of <c>{service.FullName}</c> can call. Stand-ins for tests implement what they need; the rest answers UNIMPLEMENTED.</summary>");
        ServiceEmitter.Obsolete(writer, service);
        writer.Open($"public partial interface {contract}");
        foreach (var method in methods)
            Calls(writer, method, contract);
        writer.Close()
            .Line()
            .Line($"/// <summary>Calls <c>{service.FullName}</c>. All members may run concurrently.</summary>");
        ServiceEmitter.Obsolete(writer, service);
        writer.Open($"public partial class {client} : {Pg}ClientBase<{client}>, {contract}");
        Constructors(writer, client);
        foreach (var method in methods)
            Calls(writer, method, null);
        writer.Line("/// <inheritdoc/>")
            .Line($"protected override {client} NewInstance(ClientBaseConfiguration configuration) => new {client}(configuration);")
            .Close();
    }

    private static void Constructors(CodeWriter writer, string client) => writer
        .Line("/// <summary>Makes a client that calls over a channel.</summary>")
        .Line("/// <param name=\"channel\">The channel; it may serve any number of clients.</param>")
        .Open($"public {client}({Pg}ChannelBase channel) : base(channel)").Close()
        .Line("/// <summary>Makes a client that calls through an invoker, such as one with interceptors.</summary>")
        .Line("/// <param name=\"callInvoker\">The invoker.</param>")
        .Open($"public {client}({Pg}CallInvoker callInvoker) : base(callInvoker)").Close()
        .Line("/// <summary>For stand-ins that override what is called.</summary>")
        .Open($"protected {client}() : base()").Close()
        .Line("/// <summary>For derived clients with a configuration.</summary>")
        .Line("/// <param name=\"configuration\">The configuration.</param>")
        .Open($"protected {client}(ClientBaseConfiguration configuration) : base(configuration)").Close();

    private static void Calls(CodeWriter writer, MethodModel method, string? contract)
    {
        if (!method.IsUnary)
        {
            Pair(writer, method, new(method.Name, CallType(method), "Async" + method.Kind + "Call"), contract);
            return;
        }
        Pair(writer, method, new(method.Name, method.Response, "BlockingUnaryCall"), contract);
        Pair(writer, method, new(method.AsyncName, CallType(method), "AsyncUnaryCall"), contract);
    }

    private static string CallType(MethodModel method) => method.Descriptor.ClientStreaming
        ? $"{Pg}Async{method.Kind}Call<{method.Request}, {method.Response}>"
        : $"{Pg}Async{method.Kind}Call<{method.Response}>";

    // Each call comes in two forms: with the usual options as optional parameters, and with CallOptions.
    private static void Pair(CodeWriter writer, MethodModel method, Overload overload, string? contract)
    {
        var streams = method.Descriptor.ClientStreaming;
        var request = streams ? "" : method.Request + " request, ";
        var argument = streams ? "" : "request, ";
        var modifier = contract is null ? "public virtual " : "";
        var isBlocking = overload.Result == method.Response;

        Comment(writer, method, isBlocking);
        writer.Line("/// <param name=\"headers\">Metadata to send, or null.</param>")
            .Line("/// <param name=\"deadline\">When the call fails with DEADLINE_EXCEEDED, or null for never.</param>")
            .Line("/// <param name=\"cancellationToken\">Cancels the call.</param>");
        method.Obsolete(writer);
        writer.Line($"{modifier}{overload.Result} {overload.Name}({request}{Optional}) =>").Indent()
            .Line($"{overload.Name}({argument}new {Pg}CallOptions(headers, deadline, cancellationToken));").Outdent();

        Comment(writer, method, isBlocking);
        writer.Line("/// <param name=\"options\">Metadata, deadline, cancellation and the rest.</param>");
        method.Obsolete(writer);
        writer.Line($"{modifier}{overload.Result} {overload.Name}({request}{Pg}CallOptions options) =>").Indent()
            .Line(contract is null
                ? $"CallInvoker.{overload.Invoker}({method.Field}, null, options{(streams ? "" : ", request")});"
                : $"throw new {Pg}RpcException(new {Pg}Status({Pg}StatusCode.Unimplemented, \"{contract}.{overload.Name} has no implementation here.\"));")
            .Outdent();
    }

    private static void Comment(CodeWriter writer, MethodModel method, bool isBlocking)
    {
        DocComments.Summary(writer, method.Descriptor, $"Calls <c>{method.Descriptor.FullName}</c>{(isBlocking ? " and waits for the response" : "")}.");
        if (!method.Descriptor.ClientStreaming)
            writer.Line("/// <param name=\"request\">The request.</param>");
    }

    private readonly record struct Overload(string Name, string Result, string Invoker);
}
