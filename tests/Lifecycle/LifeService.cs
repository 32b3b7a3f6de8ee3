using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>See lifecycle.proto.</summary>
internal sealed class LifeService : Life.LifeBase
{
    private int _holds;

    public override async Task<Word> Echo(Word request, ServerCallContext context)
    {
        if (request.Milliseconds > 0) await Task.Delay(request.Milliseconds, context.CancellationToken);
        return request;
    }

    public override async Task Hold(Word request, IServerStreamWriter<Word> responseStream, ServerCallContext context)
    {
        Interlocked.Increment(ref _holds);
        try
        {
            await responseStream.WriteAsync(new Word { Text = "holding" });
            var draining = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var told = context.Draining.Register(draining.SetResult);
            await draining.Task.WaitAsync(context.CancellationToken);
            await responseStream.WriteAsync(new Word { Text = "draining" });
            if (request.Text == "stubborn") await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _holds);
        }
    }

    public override Task<Counts> Count(Word request, ServerCallContext context) => Task.FromResult(new Counts { Holds = Volatile.Read(ref _holds) });
}
