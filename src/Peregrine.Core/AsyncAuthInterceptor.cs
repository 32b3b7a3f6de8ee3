namespace Peregrine;

/// <summary>Adds the headers that authorise a call. Runs before each call, possibly for many calls at once; a failure fails the call.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
