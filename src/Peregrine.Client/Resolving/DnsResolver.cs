using System.Net;
using Peregrine.Transports;

namespace Peregrine.Client.Resolving;

/// <summary>Looks a name up, and again on request, but not more often than once in an interval: requests in between are answered together at its end.</summary>
internal sealed class DnsResolver : Resolver
{
    /// <summary>Short, because a lookup follows only a lost or failed connection, and those are paced by the back-off.</summary>
    public static readonly TimeSpan DefaultMinInterval = TimeSpan.FromSeconds(1);

    private readonly Func<CancellationToken, Task<IPEndPoint[]>> _lookup;
    private readonly TimeProvider _time;
    private readonly TimeSpan _minInterval;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private Action<ResolverResult>? _report;
    private ITimer? _timer;
    private long _lastStart;
    private bool _isBusy;

    public DnsResolver(Func<CancellationToken, Task<IPEndPoint[]>> lookup, TimeProvider time, TimeSpan? minInterval = null)
    {
        _lookup = lookup;
        _time = time;
        _minInterval = minInterval ?? DefaultMinInterval;
    }

    public override void Start(Action<ResolverResult> report)
    {
        _report = report;
        Look();
    }

    public override void RequestResolution()
    {
        lock (_gate)
        {
            if (_isBusy || _timer is not null || _disposed.IsCancellationRequested) return;
            var wait = _minInterval - _time.GetElapsedTime(_lastStart);
            if (wait > TimeSpan.Zero)
            {
                _timer = _time.CreateTimer(static self => ((DnsResolver)self!).Look(), this, wait, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Look();
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }

        _disposed.Cancel();
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_isBusy || _disposed.IsCancellationRequested) return;
            _timer?.Dispose();
            _timer = null;
            _isBusy = true;
            _lastStart = _time.GetTimestamp();
        }

        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        ResolverResult result;
        try
        {
            var endPoints = await _lookup(_disposed.Token).ConfigureAwait(false);
            var addresses = new Address[endPoints.Length];
            for (var i = 0; i < addresses.Length; i++) addresses[i] = new(endPoints[i]);
            result = new(addresses);
        }
        catch (ConnectFailedException exception)
        {
            result = new([], exception.Failure);
        }
        catch (OperationCanceledException)
        {
            return; // disposed
        }

        lock (_gate) _isBusy = false;
        if (!_disposed.IsCancellationRequested) _report?.Invoke(result);
    }
}
