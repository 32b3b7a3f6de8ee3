using Peregrine.Interceptors;

namespace Peregrine.Core.Tests.Interceptors;

/// <summary>An interceptor that writes down what it sees, and does what a test tells it.</summary>
internal sealed class Recorder(List<string> log, string name = "i") : CallInterceptor
{
    public Func<ClientCallContext, Task> Before { get; init; } = _ => Task.CompletedTask;

    public Func<ClientCallContext, Task> After { get; init; } = _ => Task.CompletedTask;

    public override async Task InvokeAsync(ClientCallContext call, Func<Task> next)
    {
        log.Add($"{name} before");
        await Before(call);
        try
        {
            await next();
        }
        finally
        {
            log.Add($"{name} after {call.Status.StatusCode} {call.Trailers.GetValue("t")}");
        }

        await After(call);
    }

    public override async Task InvokeAsync(ServerCallContext context, Func<Task> next)
    {
        log.Add($"{name} before");
        try
        {
            await next();
        }
        finally
        {
            log.Add($"{name} after");
        }
    }

    public override void OnSending(ClientCallContext call, object message) => log.Add($"{name} > {message}");

    public override void OnReceived(ClientCallContext call, object message) => log.Add($"{name} < {message}");

    public override void OnSending(ServerCallContext context, object message) => log.Add($"{name} > {message}");

    public override void OnReceived(ServerCallContext context, object message) => log.Add($"{name} < {message}");
}
