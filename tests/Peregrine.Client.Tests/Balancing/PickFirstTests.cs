namespace Peregrine.Client.Tests.Balancing;

public class PickFirstTests : ChannelFixture
{
    [Fact]
    public void Addresses_are_tried_one_after_the_other_in_their_order()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B, FakeNetwork.C);
        Assert.Single(Network.Attempts);
        Network.Last.Refuse();
        Assert.Equal(FakeNetwork.B, Network.Last.Address);
        Network.Last.Refuse();
        Assert.Equal(FakeNetwork.C, Network.Last.Address);
        Assert.Equal(ConnectivityState.Connecting, Channel.State);
        Assert.Same(Network.Last.Accept(), Channel.TryPick());
    }

    [Fact]
    public void Only_when_all_have_failed_the_channel_is_in_TRANSIENT_FAILURE_and_the_name_is_resolved_anew()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Network.Last.Refuse();
        Assert.Equal((ConnectivityState.Connecting, 0), (Channel.State, Resolver.Requests));
        Network.Last.Refuse();
        Assert.Equal((ConnectivityState.TransientFailure, 1), (Channel.State, Resolver.Requests));
    }

    [Fact]
    public void After_that_each_address_is_tried_after_its_own_backoff_and_any_that_answers_is_used()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        Network.Last.Refuse();
        Network.Last.Refuse();
        Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([FakeNetwork.A, FakeNetwork.B, FakeNetwork.A], Network.Attempts.Select(attempt => attempt.Address));
        Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(FakeNetwork.B, Network.Last.Address);
        Assert.Same(Network.Last.Accept(), Channel.TryPick());
        Assert.True(Network.Attempts[2].IsGivenUp);
        Assert.NotNull(Network.Attempts[2].Accept().ClosedBecause);
    }

    [Fact]
    public void A_server_that_closes_each_connection_at_once_is_asked_with_pauses()
    {
        BecomeReady().Lose();
        for (var quick = 0; quick < 2; quick++)
        {
            Channel.RequestConnection();
            Network.Last.Accept().Lose();
        }

        Assert.Equal((ConnectivityState.TransientFailure, 3), (Channel.State, Network.Attempts.Count));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, Network.Attempts.Count);
        Network.Last.Accept().Lose();
        Time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(4, Network.Attempts.Count); // the back-off grows
        Time.Advance(TimeSpan.FromSeconds(0.5));
        var good = Network.Last.Accept();

        Assert.Same(good, Channel.TryPick());
        Time.Advance(TimeSpan.FromSeconds(2));
        good.Lose();
        Assert.Equal(ConnectivityState.Idle, Channel.State); // it lasted: all is forgotten
    }

    [Fact]
    public void While_one_server_closes_each_connection_at_once_another_is_used()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        for (var quick = 0; quick < 3; quick++)
        {
            Network.Last.Accept().Lose();
            if (quick < 2) Channel.RequestConnection();
        }

        Assert.Equal(FakeNetwork.B, Network.Last.Address);
        Assert.Same(Network.Last.Accept(), Channel.TryPick());
    }

    [Fact]
    public void TRANSIENT_FAILURE_lasts_until_a_connection_is_there()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ConnectivityState.TransientFailure, Channel.State);
        Network.Last.Accept();
        Assert.Equal(ConnectivityState.Ready, Channel.State);
    }

    [Fact]
    public void It_never_stops_trying_and_resolves_anew_once_each_round()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Network.Last.Refuse();
        Network.Last.Refuse();
        for (var round = 2; round <= 20; round++)
        {
            for (var waited = 0; waited < 121 && Network.Attempts.Count < round * 2; waited++) Time.Advance(TimeSpan.FromSeconds(1));
            Network.Attempts[^2].Refuse();
            Network.Attempts[^1].Refuse();
            Assert.Equal((round * 2, round), (Network.Attempts.Count, Resolver.Requests));
        }
    }

    [Fact]
    public void The_same_answer_again_starts_no_attempt_and_asks_no_further()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Network.Last.Refuse();
        Network.Last.Refuse();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Assert.Equal((2, 1), (Network.Attempts.Count, Resolver.Requests));
    }

    [Fact]
    public void An_answer_that_still_has_the_address_in_use_changes_nothing()
    {
        var connection = BecomeReady();
        Resolver.Answer(FakeNetwork.B, FakeNetwork.A);
        Assert.Same(connection, Channel.TryPick());
        Assert.Null(connection.ClosedBecause);
    }

    [Fact]
    public void An_address_in_use_that_is_gone_from_the_answer_is_left()
    {
        var connection = BecomeReady();
        Resolver.Answer(FakeNetwork.B);
        Assert.Equal(ConnectivityState.Idle, Channel.State);
        Assert.NotNull(connection.ClosedBecause);
        Channel.RequestConnection();
        Assert.Equal(FakeNetwork.B, Network.Last.Address);
    }

    [Fact]
    public void An_address_that_was_left_and_comes_back_is_tried_like_a_new_one()
    {
        BecomeReady();
        Resolver.Answer(FakeNetwork.B);
        Resolver.Answer(FakeNetwork.A);
        Channel.RequestConnection();
        Assert.Same(Network.Last.Accept(), Channel.TryPick());
    }

    [Fact]
    public void A_new_address_is_tried_at_once_while_the_old_one_waits_out_its_backoff()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A);
        Network.Last.Refuse();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Assert.Equal(FakeNetwork.B, Network.Last.Address);
        Assert.Equal(2, Network.Attempts.Count);
    }

    [Fact]
    public void An_attempt_to_an_address_that_is_gone_is_given_up()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A);
        Resolver.Answer(FakeNetwork.B);
        Assert.True(Network.Attempts[0].IsGivenUp);
        Assert.Equal(FakeNetwork.B, Network.Last.Address);
    }

    [Fact]
    public void An_address_that_is_named_twice_is_tried_once()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.A);
        Network.Last.Refuse();
        Assert.Single(Network.Attempts);
        Assert.Equal(ConnectivityState.TransientFailure, Channel.State);
    }

    [Fact]
    public void After_a_loss_it_begins_with_the_first_address_again()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A, FakeNetwork.B);
        Network.Last.Refuse();
        Network.Last.Accept().Lose();
        Channel.RequestConnection();
        Assert.Equal(FakeNetwork.A, Network.Last.Address);
    }
}
