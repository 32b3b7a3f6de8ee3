namespace Peregrine;

/// <summary>Authorises calls, by headers. Immutable, safe to share.</summary>
public sealed class CallCredentials
{
    private readonly AsyncAuthInterceptor[] _interceptors;

    private CallCredentials(AsyncAuthInterceptor[] interceptors) => _interceptors = interceptors;

    /// <summary>The interceptors, in the order in which they run.</summary>
    internal ReadOnlySpan<AsyncAuthInterceptor> Interceptors => _interceptors;

    /// <summary>Credentials that run this interceptor.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new CallCredentials([interceptor]);
    }

    /// <summary>Credentials that run all these, in order.</summary>
    /// <exception cref="ArgumentException">Fewer than two credentials.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2) throw new ArgumentException("Composing takes at least two call credentials.", nameof(credentials));
        var all = new List<AsyncAuthInterceptor>();
        foreach (var each in credentials) all.AddRange(each._interceptors);
        return new CallCredentials([.. all]);
    }

    /// <summary>Runs all interceptors, one after the other.</summary>
    internal async Task AddHeadersAsync(AuthInterceptorContext context, Metadata metadata)
    {
        foreach (var interceptor in _interceptors) await interceptor(context, metadata).ConfigureAwait(false);
    }
}
