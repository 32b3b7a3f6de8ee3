using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>
/// Reads the messages of one stream, in order: the server's request stream, the client's response stream. One reader at a time; a reader that waits
/// resumes on the drain of the read loop.
/// </summary>
internal abstract class InboundReader<T>(MessageStream stream, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;
    private Wait? _wait;
    private ReadAhead<T> _ahead;

    /// <inheritdoc/>
    public T Current => _current ?? throw new InvalidOperationException("There is no current message: call MoveNext first, and read Current only after it returned true.");

    /// <summary>What is accepted.</summary>
    protected abstract MessageReadOptions Options { get; }

    /// <summary>How messages are compressed, or null.</summary>
    protected abstract string? Encoding { get; }

    /// <summary>Whether no more can arrive although the stream's half has not ended in order.</summary>
    protected abstract bool IsOver_NeedsLock { get; }

    /// <summary>Whether messages are decoded that were not read yet: they are there without waiting.</summary>
    public bool HasMore => _ahead.HasMore;

    /// <inheritdoc/>
    public virtual Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);
        if (_ahead.HasMore) return NextAhead();

        ReadState state;
        uint length = 0;
        InboundMessage message = default;
        var driver = stream.Driver;
        using (driver.Enter())
        {
            if (_wait is { Task.IsCompleted: false }) throw new InvalidOperationException("A MoveNext is pending already: one reader at a time per stream.");

            var isElsewhere = stream.HasMoved_NeedsLock(driver);
            state = isElsewhere ? ReadState.Elsewhere : stream.PeekInbound_NeedsLock(Options.MaxReceiveMessageSize, out length);
            if (state == ReadState.NeedMore && !IsOver_NeedsLock)
            {
                _wait = new Wait(this);
                _wait.CancelBy(cancellationToken);
                return _wait.Task;
            }

            if (state == ReadState.Ready) message = stream.TakeInboundRun_NeedsLock(Options.MaxReceiveMessageSize);
        }

        return state == ReadState.Elsewhere ? MoveNextElsewhere(cancellationToken) : Next(state, length, message);
    }

    /// <summary>Resumes a waiting reader when there is something for it. Called whenever something arrived or the stream ended.</summary>
    public void Wake_NeedsLock()
    {
        if (_wait is not { IsWoken: false } wait) return;
        if (!IsOver_NeedsLock && stream.PeekInbound_NeedsLock(Options.MaxReceiveMessageSize, out _) == ReadState.NeedMore) return;

        wait.IsWoken = true;
        stream.Driver.MakeReady_NeedsLock(wait, Encoding);
    }

    /// <summary>Nobody wants what arrived any more.</summary>
    protected void DropAhead() => _ahead.Drop();

    /// <summary>The stream changes its connection: reads once it has.</summary>
    protected abstract Task<bool> MoveNextElsewhere(CancellationToken cancellationToken);

    /// <summary>What the end of the stream means: false, or an exception.</summary>
    protected abstract Task<bool> EndOfStream();

    /// <summary>Ends the call: what arrived is no message of the method.</summary>
    protected abstract void Refuse(in Status status);

    private void Resume(Wait wait)
    {
        ReadState state;
        uint length;
        InboundMessage message = default;
        using (stream.Driver.Enter()) // woken by what arrived there: it moves no more
        {
            if (_wait == wait) _wait = null;
            if (wait.Task.IsCompleted) return; // it gave up: the message is left to the next reader

            state = stream.PeekInbound_NeedsLock(Options.MaxReceiveMessageSize, out length);
            if (state == ReadState.Ready) message = stream.TakeInboundRun_NeedsLock(Options.MaxReceiveMessageSize);
        }

        wait.Complete(Next(state, length, message));
    }

    private Task<bool> Next(ReadState state, uint length, InboundMessage message)
    {
        if (state == ReadState.Ready)
        {
            using (message)
            {
                if (message.Count > 1)
                {
                    _ahead.Decode(message, marshaller, Options);
                    return NextAhead();
                }

                if (MessageDecoder.TryDecode(message, marshaller, Options, Encoding, out _current, out var fault)) return Task.FromResult(true);

                return Refused(fault);
            }
        }

        _current = null;
        return state.IsFault() ? Refused(ReadFault.Describe(state, length, Options, stream.InboundLength_NeedsLock)) : EndOfStream();
    }

    private Task<bool> NextAhead() => _ahead.TryTake(out _current, out var fault) ? Task.FromResult(true) : Refused(fault);

    private Task<bool> Refused(in Status fault)
    {
        _current = null;
        Refuse(fault);
        return Task.FromException<bool>(new RpcException(fault));
    }

    /// <summary>A reader that waits. Its continuation runs where it is completed, which is the drain.</summary>
    private sealed class Wait(InboundReader<T> reader) : TaskCompletionSource<bool>, IThreadPoolWorkItem
    {
        private CancellationTokenRegistration _cancellation;

        public bool IsWoken { get; set; }

        public void Execute() => reader.Resume(this);

        public void CancelBy(CancellationToken token)
        {
            if (token.CanBeCanceled) _cancellation = token.UnsafeRegister(static (wait, token) => ((Wait)wait!).TrySetCanceled(token), this);
        }

        public void Complete(Task<bool> result)
        {
            _cancellation.Dispose();
            TrySetFromTask(result);
        }
    }
}
