using Peregrine.Transports;

namespace Peregrine.Client.Tests.Balancing;

public class ChannelCoreTests : ChannelFixture
{
    [Fact]
    public void A_new_channel_is_idle_and_touches_nothing()
    {
        Assert.Equal(ConnectivityState.Idle, Channel.State);
        Assert.False(Resolver.IsStarted);
        Assert.Null(Channel.TryPick());
    }

    [Fact]
    public async Task The_first_call_resolves_connects_and_gets_the_connection()
    {
        var pick = Pick();
        Assert.Equal(ConnectivityState.Connecting, Channel.State);
        Resolver.Answer(FakeNetwork.A);
        Assert.Equal(FakeNetwork.A, Network.Last.Address);
        var connection = Network.Last.Accept();
        Assert.Same(connection, await pick);
        Assert.Equal(ConnectivityState.Ready, Channel.State);
        Assert.Single(Network.Attempts);
    }

    [Fact]
    public void When_ready_a_pick_completes_at_once_and_allocates_nothing()
    {
        var connection = BecomeReady();
        Assert.Same(connection, Channel.PickAsync(false, default).Result);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            if (!Channel.PickAsync(false, default).IsCompletedSuccessfully || Channel.TryPick() != connection) Assert.Fail("not ready");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Calls_queue_while_connecting_and_share_the_attempt()
    {
        var first = Pick();
        var second = Pick(waitForReady: true);
        Resolver.Answer(FakeNetwork.A);
        var third = Pick();
        var connection = Network.Last.Accept();
        Assert.Same(connection, await first);
        Assert.Same(connection, await second);
        Assert.Same(connection, await third);
        Assert.Single(Network.Attempts);
    }

    [Fact]
    public async Task Cancelling_one_call_leaves_the_attempt_to_the_others()
    {
        using var source = new CancellationTokenSource();
        var cancelled = Pick(token: source.Token);
        var other = Pick();
        Resolver.Answer(FakeNetwork.A);
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.False(Network.Last.IsGivenUp);
        Assert.Same(Network.Last.Accept(), await other);
    }

    [Fact]
    public async Task Cancelling_the_only_call_leaves_the_attempt_alone_too()
    {
        using var source = new CancellationTokenSource();
        var cancelled = Pick(token: source.Token);
        Resolver.Answer(FakeNetwork.A);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Network.Last.Accept();
        Assert.Equal(ConnectivityState.Ready, Channel.State);
    }

    [Fact]
    public async Task A_token_that_has_fired_fails_the_call_even_when_it_would_wait()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pick(token: new(canceled: true)));
        Assert.Equal(ConnectivityState.Idle, Channel.State);
    }

    [Fact]
    public async Task A_fail_fast_call_fails_with_target_attempts_and_the_last_failure()
    {
        var pick = Pick();
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        var exception = await Assert.ThrowsAsync<RpcException>(() => pick);
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Equal("No connection to http://api:80 after 1 attempt in 0.0 s; next attempt in 1.0 s. Cannot connect to api:80 (10.0.0.1:80): refused.", exception.Status.Detail);
        Assert.Equal(ConnectFailureReason.Refused, Assert.IsType<ConnectFailedException>(exception.Status.DebugException).Failure.Reason);
    }

    [Fact]
    public async Task A_call_made_in_TRANSIENT_FAILURE_fails_at_once_with_what_is_known_by_then()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Network.Last.Refuse();
        Network.Last.Refuse();
        Time.Advance(TimeSpan.FromSeconds(0.7));
        var exception = await Assert.ThrowsAsync<RpcException>(() => Pick());
        Assert.Equal("No connection to http://api:80 after 2 attempts in 0.7 s; next attempt in 0.3 s. Cannot connect to api:80 (10.0.0.1:80): refused. Cannot connect to api:80 (10.0.0.2:80): refused.", exception.Status.Detail);
    }

    [Fact]
    public async Task While_the_next_attempt_is_under_way_a_fail_fast_call_still_fails()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Network.Attempts.Count);
        var exception = await Assert.ThrowsAsync<RpcException>(() => Pick());
        Assert.Contains("; the next attempt is under way. Cannot connect", exception.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(ConnectivityState.TransientFailure, Channel.State);
    }

    [Fact]
    public async Task A_call_that_waits_for_ready_outlasts_failures()
    {
        var pick = Pick(waitForReady: true);
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        Time.Advance(TimeSpan.FromSeconds(1));
        Network.Last.Refuse();
        Assert.False(pick.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1.6));
        Assert.Same(Network.Last.Accept(), await pick);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_fails_fail_fast_calls_and_is_looked_up_again_after_the_backoff()
    {
        var pick = Pick();
        var waiting = Pick(waitForReady: true);
        Resolver.Fail();
        var exception = await Assert.ThrowsAsync<RpcException>(() => pick);
        Assert.Equal("No connection to http://api:80; next attempt in 1.0 s. Cannot resolve api:80: no such host.", exception.Status.Detail);
        Assert.Equal(0, Resolver.Requests);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Resolver.Requests);
        Resolver.Fail();
        Time.Advance(TimeSpan.FromSeconds(1.6));
        Assert.Equal(2, Resolver.Requests);
        Resolver.Answer(FakeNetwork.A);
        Assert.Same(Network.Last.Accept(), await waiting);
    }

    [Fact]
    public async Task An_empty_answer_is_a_failure_to_resolve_and_never_final()
    {
        var pick = Pick();
        Resolver.Answer();
        var exception = await Assert.ThrowsAsync<RpcException>(() => pick);
        Assert.Contains("the name has no address", exception.Status.Detail, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(1));
        Resolver.Answer(FakeNetwork.A);
        Assert.Equal(ConnectivityState.Connecting, Channel.State);
        Network.Last.Accept();
        Assert.Equal(ConnectivityState.Ready, Channel.State);
    }

    [Fact]
    public void A_resolver_that_fails_later_does_not_disturb_what_works()
    {
        BecomeReady();
        Resolver.Fail();
        Assert.Equal(ConnectivityState.Ready, Channel.State);
    }

    [Fact]
    public void A_lost_connection_makes_the_channel_idle_and_asks_for_new_addresses()
    {
        BecomeReady().Lose();
        Assert.Equal(ConnectivityState.Idle, Channel.State);
        Assert.Equal(1, Resolver.Requests);
        Assert.Single(Network.Attempts);
        Assert.Null(Channel.TryPick());
    }

    [Fact]
    public async Task The_next_call_after_a_loss_connects_again()
    {
        BecomeReady().Lose();
        var pick = Pick();
        Assert.Same(Network.Last.Accept(), await pick);
        Assert.Equal(2, Network.Attempts.Count);
    }

    [Fact]
    public async Task A_call_that_meets_a_connection_just_lost_waits_for_the_next_one()
    {
        var lost = BecomeReady();
        lost.StopBeingUsable();
        var pick = Pick();
        Assert.False(pick.IsCompleted);
        lost.Announce();
        Assert.Equal(ConnectivityState.Connecting, Channel.State);
        Assert.Same(Network.Last.Accept(), await pick);
    }

    [Fact]
    public async Task ResetBackoff_connects_without_waiting()
    {
        var pick = Pick(waitForReady: true);
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        Channel.ResetBackoff();
        Assert.Equal(2, Network.Attempts.Count);
        Assert.Same(Network.Last.Accept(), await pick);
    }

    [Fact]
    public void ResetBackoff_resolves_without_waiting()
    {
        Channel.RequestConnection();
        Resolver.Fail();
        Channel.ResetBackoff();
        Assert.Equal(1, Resolver.Requests);
        Assert.Equal(0, Time.PendingTimers);
    }

    [Fact]
    public async Task Shutdown_fails_waiting_and_later_calls_and_leaves_nothing_behind()
    {
        var waiting = Pick(waitForReady: true);
        Resolver.Answer(FakeNetwork.A);
        Channel.Shutdown();
        Channel.Shutdown();
        var exception = await Assert.ThrowsAsync<RpcException>(() => waiting);
        Assert.Equal((StatusCode.Cancelled, "The channel to http://api:80 was shut down."), (exception.StatusCode, exception.Status.Detail));
        await Assert.ThrowsAsync<RpcException>(() => Pick());
        Assert.True(Network.Last.IsGivenUp);
        Assert.True(Resolver.IsDisposed);
        Assert.Equal(0, Time.PendingTimers);
        Assert.Equal(ConnectivityState.Shutdown, Channel.State);
    }

    [Fact]
    public void Shutdown_closes_the_connection()
    {
        var connection = BecomeReady();
        Channel.Shutdown();
        Assert.Equal("the channel was shut down", connection.ClosedBecause);
        Assert.Null(Channel.TryPick());
        Assert.Equal(ConnectivityState.Shutdown, Channel.State);
    }

    [Fact]
    public async Task A_watcher_learns_of_each_change_of_state()
    {
        var changed = Channel.WaitForStateChangedAsync(ConnectivityState.Idle, Token);
        Assert.False(changed.IsCompleted);
        Channel.RequestConnection();
        await changed;
        Assert.True(Channel.WaitForStateChangedAsync(ConnectivityState.Ready, Token).IsCompletedSuccessfully);
    }
}
