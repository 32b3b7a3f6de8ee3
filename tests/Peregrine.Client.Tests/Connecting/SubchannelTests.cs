using Peregrine.Client.Connecting;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Client.Tests.Connecting;

public class SubchannelTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeNetwork _network = new();
    private readonly List<ConnectivityState> _states = [];
    private readonly Subchannel<FakeConnection> _subchannel;

    public SubchannelTests() =>
        _subchannel = new(FakeNetwork.A, new(new(), _time, () => 0.5), _network.ConnectAsync, subchannel => _states.Add(subchannel.State));

    [Fact]
    public void It_does_nothing_until_it_is_asked_to_connect()
    {
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
        Assert.Empty(_network.Attempts);
    }

    [Fact]
    public void A_success_makes_it_ready()
    {
        _subchannel.Connect();
        var connection = _network.Last.Accept();
        Assert.Same(connection, _subchannel.Connection);
        Assert.Equal([ConnectivityState.Connecting, ConnectivityState.Ready], _states);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Asking_twice_makes_one_attempt()
    {
        _subchannel.Connect();
        _subchannel.Connect();
        Assert.Single(_network.Attempts);
    }

    [Fact]
    public void A_failure_is_kept_and_the_backoff_runs_from_the_start_of_the_attempt()
    {
        _subchannel.Connect();
        _time.Advance(TimeSpan.FromSeconds(0.4));
        _network.Last.Refuse();
        Assert.Equal(ConnectFailureReason.Refused, _subchannel.LastFailure!.Reason);
        Assert.Equal(ConnectivityState.TransientFailure, _subchannel.State);
        Assert.Equal(TimeSpan.FromSeconds(1), _time.GetElapsedTime(0, _subchannel.RetryAt));
        _time.Advance(TimeSpan.FromSeconds(0.59));
        Assert.Equal(ConnectivityState.TransientFailure, _subchannel.State);
        _time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
        Assert.Single(_network.Attempts);
    }

    [Fact]
    public void An_attempt_that_took_longer_than_the_backoff_is_followed_at_once()
    {
        _subchannel.Connect();
        _time.Advance(TimeSpan.FromSeconds(5));
        _network.Last.Refuse();
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
    }

    [Fact]
    public void A_success_resets_the_backoff()
    {
        FailAndWait(1);
        FailAndWait(1.6);
        _subchannel.Connect();
        _network.Last.Accept().Lose();
        FailAndWait(1);
    }

    [Fact]
    public void ResetBackoff_makes_it_idle_at_once()
    {
        FailAndWait(1);
        _subchannel.Connect();
        _network.Last.Refuse();
        _subchannel.ResetBackoff();
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
        FailAndWait(1);
    }

    [Fact]
    public void A_lost_connection_makes_it_idle()
    {
        _subchannel.Connect();
        _network.Last.Accept().Lose();
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
        Assert.Null(_subchannel.Connection);
        Assert.Single(_network.Attempts);
    }

    [Fact]
    public void A_connection_that_drains_is_left_to_its_calls()
    {
        _subchannel.Connect();
        var connection = _network.Last.Accept();
        connection.Lose();
        Assert.Null(connection.ClosedBecause);
    }

    [Fact]
    public void A_connection_that_is_lost_before_anybody_looks_is_ready_and_then_idle()
    {
        var connection = new FakeConnection(FakeNetwork.A);
        connection.Lose();
        _subchannel.Connect();
        _network.Last.SetResult(connection);
        Assert.Equal([ConnectivityState.Connecting, ConnectivityState.Ready, ConnectivityState.Idle], _states);
    }

    [Fact]
    public void An_attempt_that_hangs_is_given_up_and_its_late_connection_closed()
    {
        _subchannel.Connect();
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(ConnectivityState.TransientFailure, _states[1]);
        Assert.True(_network.Last.IsGivenUp);
        Assert.Contains("hung", _subchannel.LastFailure!.Text, StringComparison.Ordinal);
        Assert.NotNull(_network.Last.Accept().ClosedBecause);
        Assert.Null(_subchannel.Connection);
    }

    [Fact]
    public void An_unforeseen_exception_is_a_failure_like_any_other()
    {
        _subchannel.Connect();
        _network.Last.SetException(new InvalidOperationException("a bug"));
        Assert.Equal(ConnectivityState.TransientFailure, _subchannel.State);
        Assert.Equal("Cannot connect to 10.0.0.1:80: a bug.", _subchannel.LastFailure!.Text);
    }

    [Fact]
    public void Shutdown_closes_the_connection()
    {
        _subchannel.Connect();
        var connection = _network.Last.Accept();
        _subchannel.Shutdown("enough");
        Assert.Equal("enough", connection.ClosedBecause);
        Assert.Equal(ConnectivityState.Shutdown, _subchannel.State);
    }

    [Fact]
    public void Shutdown_gives_an_attempt_up_and_closes_what_comes_of_it()
    {
        _subchannel.Connect();
        _subchannel.Shutdown("enough");
        Assert.True(_network.Last.IsGivenUp);
        Assert.NotNull(_network.Last.Accept().ClosedBecause);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Nothing_happens_after_shutdown()
    {
        _subchannel.Connect();
        _network.Last.Refuse();
        _subchannel.Shutdown("enough");
        _time.Advance(TimeSpan.FromMinutes(5));
        _subchannel.Connect();
        Assert.Single(_network.Attempts);
        Assert.Equal(ConnectivityState.Shutdown, _subchannel.State);
    }

    private void FailAndWait(double seconds)
    {
        _subchannel.Connect();
        _network.Last.Refuse();
        Assert.Equal(seconds, _time.GetElapsedTime(_time.GetTimestamp(), _subchannel.RetryAt).TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(ConnectivityState.Idle, _subchannel.State);
    }
}
