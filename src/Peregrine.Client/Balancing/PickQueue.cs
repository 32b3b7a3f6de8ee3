using Peregrine.Client.Connecting;
using Peregrine.Connections;

namespace Peregrine.Client.Balancing;

/// <summary>
/// The current picker, and the calls that wait for a better one. A call that waits for ready outlasts failures; any other is failed by the
/// first picker that fails (gRPC wait-for-ready.md). Cancelling a call takes it out of the queue and touches nothing else. Safe for any thread.
/// </summary>
internal sealed class PickQueue<T>(TimeProvider time, CallScheduler scheduler)
    where T : class, ISubchannelConnection
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private Picker<T> _picker = Picker<T>.Queue;
    private Status? _closed;

    /// <summary>Whether calls wait.</summary>
    public bool HasWaiters
    {
        get
        {
            lock (_gate) return _waiters.Count > 0;
        }
    }

    /// <summary>A connection when there is one now; neither waits, fails nor allocates.</summary>
    public T? TryPick() => Volatile.Read(ref _picker).Pick().Connection;

    /// <summary>Waits for a connection; fails with <see cref="RpcException"/> or <see cref="OperationCanceledException"/>.</summary>
    /// <param name="waitForReady">Outlast failures.</param>
    /// <param name="isQueued">Whether the call waits now.</param>
    /// <param name="cancellationToken">Takes the call out of the queue.</param>
    public ValueTask<T> PickAsync(bool waitForReady, out bool isQueued, CancellationToken cancellationToken)
    {
        isQueued = false;
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        Waiter waiter;
        lock (_gate)
        {
            if (_closed is { } closed) return ValueTask.FromException<T>(new RpcException(closed));
            var result = _picker.Pick();
            if (result.Connection is { } connection) return new(connection);
            if (result.Failure is { } failure && !waitForReady) return ValueTask.FromException<T>(new RpcException(failure.ToStatus(time)));
            waiter = new(this, waitForReady, scheduler);
            _waiters.AddLast(waiter.Node);
        }

        isQueued = true;
        waiter.Watch(cancellationToken);
        return new(waiter.Task);
    }

    /// <summary>Makes a picker the current one and lets the waiting calls pick again.</summary>
    public void Publish(Picker<T> picker)
    {
        lock (_gate)
        {
            Volatile.Write(ref _picker, picker);
            for (var node = _waiters.First; node is not null;)
            {
                var waiter = node.Value;
                node = node.Next;
                var result = picker.Pick();
                if (result.Connection is { } connection) waiter.Complete_NeedsLock(connection);
                else if (result.Failure is { } failure && !waiter.WaitForReady) waiter.Fail_NeedsLock(failure.ToStatus(time));
            }
        }
    }

    /// <summary>Fails every call, now and later.</summary>
    public void Close(Status status)
    {
        lock (_gate)
        {
            _closed ??= status;
            Volatile.Write(ref _picker, Picker<T>.Queue);
            while (_waiters.First is { } node) node.Value.Fail_NeedsLock(status);
        }
    }

    private sealed class Waiter : Promise<T>
    {
        private readonly PickQueue<T> _queue;
        private CancellationTokenRegistration _registration;

        // Continuations are user code: they run on the scheduler, never inside the channel's queue.
        public Waiter(PickQueue<T> queue, bool waitForReady, CallScheduler scheduler)
            : base(scheduler)
        {
            _queue = queue;
            WaitForReady = waitForReady;
            Node = new(this);
        }

        public LinkedListNode<Waiter> Node { get; }

        public bool WaitForReady { get; }

        public void Watch(CancellationToken cancellationToken)
        {
            if (!cancellationToken.CanBeCanceled) return;
            var registration = cancellationToken.UnsafeRegister(static (self, token) => ((Waiter)self!).Cancel(token), this);
            lock (_queue._gate)
            {
                _registration = registration;
                if (Node.List is null) registration.Unregister();
            }
        }

        public void Complete_NeedsLock(T connection)
        {
            Leave_NeedsLock();
            TrySetResult(connection);
        }

        public void Fail_NeedsLock(Status status)
        {
            Leave_NeedsLock();
            TrySetException(new RpcException(status));
        }

        private void Cancel(CancellationToken token)
        {
            lock (_queue._gate)
            {
                if (Node.List is null) return;
                Leave_NeedsLock();
            }

            TrySetException(new OperationCanceledException(token));
        }

        private void Leave_NeedsLock()
        {
            Node.List?.Remove(Node);
            _registration.Unregister(); // not Dispose, which would wait for a callback that waits for the lock
        }
    }
}
