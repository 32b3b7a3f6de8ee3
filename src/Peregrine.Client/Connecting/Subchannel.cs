using Peregrine.Client.Resolving;
using Peregrine.Transports;

namespace Peregrine.Client.Connecting;

/// <summary>
/// One address and the connection to it: connects when asked to, waits out the back-off after a failure, and becomes idle when the connection is
/// lost. Every member is used on the channel's <see cref="WorkQueue"/> only; <c>onChange</c> is called there after each change of state.
/// </summary>
internal sealed class Subchannel<T>(Address address, SubchannelOptions options, Func<Address, CancellationToken, ValueTask<T>> connect, Action<Subchannel<T>> onChange)
    where T : class, ISubchannelConnection
{
    private SubchannelState _state;
    private Backoff _backoff;
    private CancellationTokenSource? _attempt;
    private ITimer? _timer;

    public Address Address => address;

    public ConnectivityState State => _state.Current;

    /// <summary>The connection while READY.</summary>
    public T? Connection { get; private set; }

    /// <summary>Why the last attempt failed; null since a success.</summary>
    public ConnectFailure? LastFailure { get; private set; }

    /// <summary>When the last attempt began, as a timestamp of the clock.</summary>
    public long AttemptedAt { get; private set; }

    /// <summary>While in TRANSIENT_FAILURE: when the back-off ends, as a timestamp of the clock.</summary>
    public long RetryAt { get; private set; }

    /// <summary>Starts an attempt; no effect unless IDLE.</summary>
    public void Connect()
    {
        if (!_state.Connect()) return;
        var attempt = new CancellationTokenSource();
        _attempt = attempt;
        AttemptedAt = options.Time.GetTimestamp();
        StartTimer(options.AttemptTimeout, () => GiveUp(attempt));
        onChange(this);
        _ = RunAsync(attempt);
    }

    /// <summary>Ends the back-off now and forgets how long it had become.</summary>
    public void ResetBackoff()
    {
        _backoff.Reset();
        EndBackoff();
    }

    /// <summary>For good: gives up an attempt, closes the connection.</summary>
    public void Shutdown(string reason)
    {
        if (!_state.Shutdown()) return;
        var attempt = _attempt;
        EndAttempt();
        attempt?.Cancel();
        Connection?.Close(reason);
        Connection = null;
    }

    private async Task RunAsync(CancellationTokenSource attempt)
    {
        T? connection = null;
        ConnectFailure? failure = null;
        try
        {
            connection = await connect(address, attempt.Token).ConfigureAwait(false);
        }
        catch (ConnectFailedException exception)
        {
            failure = exception.Failure;
        }
#pragma warning disable CA1031 // Whatever goes wrong must lead to the next attempt, or the channel would never recover.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = Unexplained(TransportErrors.Describe(exception));
        }

        options.Queue.Post(() => Finish(attempt, connection, failure));
    }

    private void Finish(CancellationTokenSource attempt, T? connection, ConnectFailure? failure)
    {
        if (_attempt != attempt)
        {
            connection?.Close("the channel no longer needs the connection");
            return;
        }

        EndAttempt();
        if (connection is null)
        {
            Fail(failure!); // not null: one of the two is there
            return;
        }

        _state.Connected();
        _backoff.Connected(); // the delegate completes when the peer's SETTINGS are there
        LastFailure = null;
        Connection = connection;
        onChange(this);
        connection.WhenUnusable(() => options.Queue.Post(() => Lose(connection)));
    }

    private void GiveUp(CancellationTokenSource attempt)
    {
        if (_attempt != attempt) return;
        EndAttempt();
        attempt.Cancel();
        Fail(Unexplained("the attempt hung and was given up"));
    }

    private void Fail(ConnectFailure failure)
    {
        _state.Failed();
        BackOff(failure);
    }

    private void BackOff(ConnectFailure failure)
    {
        LastFailure = failure;
        var wait = _backoff.Next(options.Random()) - options.Time.GetElapsedTime(AttemptedAt);
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        RetryAt = options.Time.GetTimestamp() + (long)(wait.TotalSeconds * options.Time.TimestampFrequency);
        StartTimer(wait, EndBackoff);
        onChange(this);
    }

    private void EndBackoff()
    {
        if (!_state.BackoffElapsed()) return;
        StopTimer();
        onChange(this);
    }

    private void Lose(T connection)
    {
        if (Connection != connection) return;
        Connection = null; // what still runs on it goes on; it closes itself after its last call
        if (_backoff.IsLostTooQuickly(options.Time.GetElapsedTime(AttemptedAt)))
        {
            _state.Rejected();
            BackOff(Unexplained("the server accepts connections and closes them at once, again and again"));
            return;
        }

        _state.Lost();
        onChange(this);
    }

    private void EndAttempt()
    {
        StopTimer();
        _attempt = null;
    }

    private void StartTimer(TimeSpan after, Action work)
    {
        // The check is made on the queue: a timer that was stopped after it had fired means nothing any more.
        ITimer? timer = null;
        timer = options.Time.CreateTimer(
            _ => options.Queue.Post(() =>
            {
                if (_timer == timer) work();
            }),
            null,
            after,
            Timeout.InfiniteTimeSpan);
        _timer = timer;
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private ConnectFailure Unexplained(string what) => new()
    {
        Reason = ConnectFailureReason.ConnectFailed,
        Phase = ConnectPhase.Connect,
        Target = address.ToString(),
        RemoteEndPoint = address.EndPoint,
        Elapsed = options.Time.GetElapsedTime(AttemptedAt),
        Text = $"Cannot connect to {address}: {what}.",
    };
}
