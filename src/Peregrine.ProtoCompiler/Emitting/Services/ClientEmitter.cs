using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>Writes the client class and the interface that stands for it in tests.</summary>
internal static class ClientEmitter
{
    private const string Pg = "global::Peregrine.";

    public static void Emit(CodeWriter writer, ServiceDescriptor service, MethodModel[] methods, EmitOptions options)
    {
        var client = service.Name + "Client";
        var contract = "I" + client;
        writer.Line()
            .Line($"/// <summary>What a client of <c>{service.FullName}</c> can call. Stand-ins for tests implement what they need; the rest answers UNIMPLEMENTED.</summary>");
        ServiceEmitter.Obsolete(writer, service);
        writer.Open($"public partial interface {contract}");
        foreach (var method in methods)
            new ClientMethodEmitter(writer, method, contract, options.RanksOverloads).Emit();
        writer.Close()
            .Line()
            .Line($"/// <summary>Calls <c>{service.FullName}</c>. All members may run concurrently.</summary>");
        ServiceEmitter.Obsolete(writer, service);
        writer.Open($"public partial class {client} : {Pg}ClientBase<{client}>, {contract}");
        Constructors(writer, client);
        foreach (var method in methods)
            new ClientMethodEmitter(writer, method, null, options.RanksOverloads).Emit();
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
}
