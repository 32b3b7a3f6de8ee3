using System.Net;
using Peregrine.Connections;
using Peregrine.Transports;

namespace Peregrine.Testing;

/// <summary>Where the connections of a <see cref="TestNetwork"/> come in at the server.</summary>
internal sealed class TestListener(string address, CallScheduler scheduler) : ByteListener
{
    private readonly Lock _gate = new();
    private readonly Queue<LinkEnd> _backlog = new();
    private Promise<ByteConnection?>? _accept;
    private bool _isClosed;

    public override BoundAddress BoundAddress { get; } = new(ServerAddress.Parse(address), [new DnsEndPoint("in-memory", 0)]);

    /// <summary>Takes a connection in; false when the listener is closed.</summary>
    public bool TryAccept(LinkEnd connection)
    {
        lock (_gate)
        {
            if (_isClosed) return false;

            if (_accept is null || !_accept.TrySetResult(connection)) _backlog.Enqueue(connection);
            _accept = null;
            return true;
        }
    }

    public override async ValueTask<ByteConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        Promise<ByteConnection?> accept;
        lock (_gate)
        {
            if (_isClosed) return null;
            if (_backlog.TryDequeue(out var waiting)) return waiting;

            accept = _accept = new(scheduler);
        }

        using var registration = cancellationToken.UnsafeRegister(static (accept, token) => ((Promise<ByteConnection?>)accept!).TrySetException(new OperationCanceledException(token)), accept);
        return await accept.Task.ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            _accept?.TrySetResult(null);
            while (_backlog.TryDequeue(out var waiting)) waiting.Abort();
        }

        return default;
    }
}
