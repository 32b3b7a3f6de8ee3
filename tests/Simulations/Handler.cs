using Peregrine;
using Peregrine.Testing;

namespace Simulations;

/// <summary>What handlers of all kinds do, as one call's plan says.</summary>
internal sealed class Handler(Simulation simulation, CallState call, ServerCallContext context)
{
    private static readonly Note s_nothing = new(0, 0, true, 0);

    public CallState Call { get; } = call;

    public HandlerPlan Plan => Call.Plan.Handler;

    public async Task<Note> RunAsync(Func<Handler, Task<Note>> work)
    {
        if (Plan.Compression is { } encoding) context.SetResponseCompression(encoding);
        if (Plan.WritesTrailers) context.ResponseTrailers.Add("trailer-bin", [1, 2, 3]);
        if (Plan.WritesHeaders) await WriteHeadersAsync();
        if (Plan.Spends > TimeSpan.Zero) simulation.Spend(Plan.Spends);
        var response = await work(this);
        if (Plan.Throws) throw new InvalidOperationException("the handler has a mistake");
        if (Plan.Status != StatusCode.OK) throw new RpcException(new Status(Plan.Status, "as planned"), [new Metadata.Entry("why", "planned")]);
        return response;
    }

    public Task PauseAsync()
    {
        if (Plan.Pause == TimeSpan.Zero) return Task.CompletedTask;
        return simulation.Delay(new TimeSpan(simulation.Random.NextInt64(Plan.Pause.Ticks)), Plan.IgnoresCancellation ? default : context.CancellationToken);
    }

    public Note NextResponse() => new(Call.Plan.Id, Call.ResponsesAttempted, true, Call.Plan.Responses[Call.ResponsesAttempted++]);

    public async Task ReadAsync(IAsyncStreamReader<Note> requests)
    {
        for (var i = 0; i < Plan.Reads; i++)
        {
            if (!await requests.MoveNext(default))
            {
                Call.ReceiveEndOfRequests();
                return;
            }

            Call.ReceiveRequest(requests.Current);
            await PauseAsync();
        }
    }

    public async Task<Note> WriteAsync(IServerStreamWriter<Note> responses)
    {
        while (Call.ResponsesAttempted < Call.Plan.Responses.Length)
        {
            await PauseAsync();
            await responses.WriteAsync(NextResponse());
        }

        return s_nothing;
    }

    private async Task WriteHeadersAsync()
    {
        try
        {
            await context.WriteResponseHeadersAsync([new Metadata.Entry("head", "early")]);
        }
        catch (Exception gone) when (gone is OperationCanceledException or RpcException)
        {
            // The call has ended; what follows finds out by itself.
        }
    }
}
