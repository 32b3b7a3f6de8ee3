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
        if (MayWriteNow() && TryComplete() is { } completed) return completed;

        lock (this) return _waiting = CompleteWhenOpenedAsync(_waiting);
    }

    protected override Task Write(TRequest message)
    {
        if (Volatile.Read(ref _completed) == 1) return Task.FromException(new InvalidOperationException($"The request stream of {call.Method.FullName} was completed: nothing more can be written to it."));

        var compress = (WriteOptions?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress ? null : compression;
        using var encoded = MessageEncoder.Encode(message, marshaller, compress, maxSendMessageSize);
        if (TryWriteNow(encoded) is { } written) return written;

        var kept = encoded.Detach();
        lock (this) return _waiting = WriteWhenOpenedAsync(_waiting, kept);
    }

    private bool MayWriteNow() => call.WasOpened && Volatile.Read(ref _waiting).IsCompleted;

    /// <summary>Writes when the call is open; null when it is only being opened, also in the moment in which it asks for a slot and looks open.</summary>
    private Task? TryWriteNow(EncodedMessage message)
    {
        if (!MayWriteNow()) return null;
        if (!call.IsBound) return Task.FromException(call.Failure());

        var driver = call.Driver;
        using (driver.EnterToWrite())
        {
            if (driver != call.Driver || !call.WasOpened) return null;

            call.Commit_NeedsLock();
            return call.HasEnded ? Ended() : call.Write_NeedsLock(message, endStream: false)?.Task ?? Task.CompletedTask;
        }
    }

    private Task? TryComplete()
    {
        if (!call.IsBound) return Task.CompletedTask;

        var driver = call.Driver;
        using (driver.Enter())
        {
            if (driver != call.Driver || !call.WasOpened) return null;

            call.Commit_NeedsLock();
            return call.HasEnded ? Task.CompletedTask : call.EndOutbound_NeedsLock()?.Task ?? Task.CompletedTask;
        }
    }

    private Task Ended() => Task.FromException(call.Status.StatusCode == StatusCode.OK
        ? new RpcException(call.Status, $"{call.Method.FullName} has ended: the server answered before the request stream was complete.")
        : call.Failure());

    private async Task WriteWhenOpenedAsync(Task before, OutboundMessage message)
    {
        try
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            PendingWrite? pending;
            do await call.WhenOpened().ConfigureAwait(false);
            while (!TryWrite(ref message, out pending));

            if (pending is not null) await pending.Task.ConfigureAwait(false);
        }
        finally
        {
            message.Dispose();
        }
    }

    private bool TryWrite(ref OutboundMessage message, out PendingWrite? pending)
    {
        pending = null;
        if (!call.IsBound) throw call.Failure();

        var driver = call.Driver;
        using (driver.Enter())
        {
            if (driver != call.Driver || !call.WasOpened) return false;
            if (call.HasEnded) throw call.Failure();

            call.Commit_NeedsLock();
            pending = call.Write_NeedsLock(message, endStream: false);
            message = default; // it is the stream's now
            return true;
        }
    }

    private async Task CompleteWhenOpenedAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task? completed;
        do await call.WhenOpened().ConfigureAwait(false);
        while ((completed = TryComplete()) is null);

        await completed.ConfigureAwait(false);
    }
}
