namespace Peregrine;

/// <summary>The call that an <see cref="AsyncAuthInterceptor"/> makes headers for.</summary>
public class AuthInterceptorContext
{
    /// <summary>Makes a context.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName) : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Makes a context.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>Scheme, authority and service, as <c>https://host/package.Service</c>: the audience of a token.</summary>
    public string ServiceUrl { get; }

    /// <summary>The method without its service.</summary>
    public string MethodName { get; }

    /// <summary>Cancelled when the call is.</summary>
    public CancellationToken CancellationToken { get; }
}
