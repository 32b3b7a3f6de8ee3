using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>The request stream of a call. Messages that are written while the call is being opened wait, in order.</summary>
internal sealed class RequestWriter<TRequest>(ClientCall call, Marshaller<TRequest> marshaller, ICompressionProvider? compression, int maxSendMessageSize)
    : OutboundWriter<TRequest>, IClientStreamWriter<TRequest>
    where TRequest : class
{
    private Task _waiting = Task.CompletedTask;
    private int _completed;

    /// <inheritdoc/>
    public Task CompleteAsync()
    {
        if (Interlocked.Exchange(ref _completed, 1) == 1) return Task.FromException(new InvalidOperationException($"The request stream of {call.Method.FullName} was completed already."));
        if (MayWriteNow()) return Complete();

        lock (this) return _waiting = CompleteWhenOpenedAsync(_waiting);
    }

    protected override Task Write(TRequest message)
    {
        if (Volatile.Read(ref _completed) == 1) return Task.FromException(new InvalidOperationException($"The request stream of {call.Method.FullName} was completed: nothing more can be written to it."));

        var compress = (WriteOptions?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress ? null : compression;
        using var encoded = MessageEncoder.Encode(message, marshaller, compress, maxSendMessageSize);
        if (!MayWriteNow())
        {
            var kept = encoded.Detach();
            lock (this) return _waiting = WriteWhenOpenedAsync(_waiting, kept);
        }

        if (!call.IsBound) return Task.FromException(call.Failure());

        using (call.Driver.EnterToWrite())
        {
            return call.HasEnded ? Ended() : call.Write_NeedsLock(encoded, endStream: false)?.Task ?? Task.CompletedTask;
        }
    }

    private bool MayWriteNow() => call.WasOpened && Volatile.Read(ref _waiting).IsCompleted;

    private Task Complete()
    {
        if (!call.IsBound) return Task.CompletedTask;

        using (call.Driver.Enter())
        {
            return call.HasEnded ? Task.CompletedTask : call.EndOutbound_NeedsLock()?.Task ?? Task.CompletedTask;
        }
    }

    private Task Ended() => Task.FromException(call.Status.StatusCode == StatusCode.OK
        ? new RpcException(call.Status, $"{call.Method.FullName} has ended: the server answered before the request stream was complete.")
        : call.Failure());

    private async Task WriteWhenOpenedAsync(Task before, OutboundMessage message)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await call.WhenOpened().ConfigureAwait(false);
        PendingWrite? pending;
        if (!call.IsBound) throw call.Failure();

        using (call.Driver.Enter())
        {
            if (call.HasEnded) throw call.Failure();

            pending = call.Write_NeedsLock(message, endStream: false);
        }

        if (pending is not null) await pending.Task.ConfigureAwait(false);
    }

    private async Task CompleteWhenOpenedAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await call.WhenOpened().ConfigureAwait(false);
        await Complete().ConfigureAwait(false);
    }
}
