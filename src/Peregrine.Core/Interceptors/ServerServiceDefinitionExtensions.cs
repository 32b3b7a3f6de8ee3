namespace Peregrine.Interceptors;

/// <summary>Puts interceptors before the handlers of a service.</summary>
public static class ServerServiceDefinitionExtensions
{
    /// <summary>A definition whose calls pass through the interceptor first.</summary>
    public static ServerServiceDefinition Intercept(this ServerServiceDefinition serverServiceDefinition, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(serverServiceDefinition);
        ArgumentNullException.ThrowIfNull(interceptor);
        var builder = new DefinitionBuilderBinder();
        serverServiceDefinition.BindService(new InterceptingServiceBinder(builder, interceptor));
        return builder.Build();
    }

    /// <summary>A definition whose calls pass through the interceptors in this order; the first one sees a call first.</summary>
    public static ServerServiceDefinition Intercept(this ServerServiceDefinition serverServiceDefinition, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(interceptors);
        for (var i = interceptors.Length - 1; i >= 0; i--) serverServiceDefinition = serverServiceDefinition.Intercept(interceptors[i]);
        return serverServiceDefinition;
    }
}
