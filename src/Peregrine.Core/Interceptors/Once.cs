namespace Peregrine.Interceptors;

/// <summary>A continuation that may be called once.</summary>
internal sealed class Once(Func<Task> continuation)
{
    private int _calls;

    /// <summary>Whether it was called.</summary>
    public bool WasCalled => Volatile.Read(ref _calls) > 0;

    public Task InvokeAsync()
    {
        if (Interlocked.Increment(ref _calls) > 1) throw new InvalidOperationException("The continuation of an interceptor may be called once; a call cannot be repeated from here.");
        return continuation();
    }
}
