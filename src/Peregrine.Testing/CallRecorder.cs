using Peregrine.Interceptors;

namespace Peregrine.Testing;

/// <summary>Writes each call of a server into a <see cref="CallLog"/>.</summary>
internal sealed class CallRecorder(CallLog log, TimeProvider time, bool recordMessages) : CallInterceptor
{
    private static readonly object s_key = new();

    public override async Task InvokeAsync(ServerCallContext context, Func<Task> next)
    {
        var call = new RecordedCall(context, time.GetUtcNow());
        context.UserState[s_key] = call;
        log.Add(call);
        try
        {
            await next().ConfigureAwait(false);
            End(call, context, context.Status, null);
        }
        catch (Exception error)
        {
            End(call, context, error is RpcException rpc ? rpc.Status : new Status(StatusCode.Unknown, error.Message, error), error);
            throw;
        }
    }

    public override void OnReceived(ServerCallContext context, object message)
    {
        if (recordMessages) Of(context).AddRequest(message);
    }

    public override void OnSending(ServerCallContext context, object message)
    {
        if (recordMessages) Of(context).AddResponse(message);
    }

    private static RecordedCall Of(ServerCallContext context) => (RecordedCall)context.UserState[s_key];

    private void End(RecordedCall call, ServerCallContext context, Status status, Exception? error) =>
        call.End(status, error, context.CancellationToken.IsCancellationRequested, time.GetUtcNow());
}
