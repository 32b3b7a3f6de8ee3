namespace Peregrine.Interceptors;

/// <summary>Shows each response that a handler writes to an interceptor.</summary>
internal sealed class ObservedResponses<T>(IServerStreamWriter<T> inner, CallInterceptor interceptor, ServerCallContext context) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        interceptor.OnSending(context, message);
        return inner.WriteAsync(message, cancellationToken);
    }
}
