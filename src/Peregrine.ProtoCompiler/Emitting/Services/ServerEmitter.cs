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
            new ServerMethodEmitter(writer, method).Emit();
        writer.Line($"void {Pg}IGrpcService.Bind({Pg}ServiceBinderBase binder) => {TypeNames.Full(service)}.BindService(binder, this);").Close().Line();
        Bind(writer, baseClass, methods);
    }

    private static void Bind(CodeWriter writer, string baseClass, MethodModel[] methods)
    {
        writer.Line("/// <summary>The methods of an implementation, ready to be added to a server.</summary>")
            .Line("/// <param name=\"serviceImpl\">The implementation.</param>")
            .Line($"public static {Pg}ServerServiceDefinition BindService({baseClass} serviceImpl) =>").Indent()
            .Line($"{Pg}ServerServiceDefinition.CreateBuilder()").Indent();
        foreach (var method in methods)
            writer.Line($".AddMethod({method.Field}, new {method.Handler}(serviceImpl.{method.Name}))");
        writer.Line(".Build();").Outdent().Outdent()
            .Line()
            .Line("/// <summary>Hands each method to a binder.</summary>")
            .Line("/// <param name=\"serviceBinder\">Takes the methods.</param>")
            .Line("/// <param name=\"serviceImpl\">The implementation; null hands over the methods without handlers.</param>")
            .Open($"public static void BindService({Pg}ServiceBinderBase serviceBinder, {baseClass}? serviceImpl)");
        foreach (var method in methods)
            writer.Line($"serviceBinder.AddMethod({method.Field}, serviceImpl is null ? null : new {method.Handler}(serviceImpl.{method.Name}));");
        writer.Close();
    }
}
