using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>SETTINGS_MAX_CONCURRENT_STREAMS, both ends.</summary>
public class SlotTests
{
    [Fact]
    public void A_slot_is_held_after_a_reset_until_the_handler_returns()
    {
        var server = Engine.Server(new() { MaxConcurrentStreams = 1 }).Receive(New.Request(1).RstStream(1, 8).Request(3));
        Assert.Equal("refused 3 TooManyStreams RefusedStream", server.Events[^1]);
        server.Connection.Release(server.Stream(1));
        server.Receive(New.Request(5));
        Assert.StartsWith("headers 5", server.Events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_stream_keeps_its_slot_until_it_is_closed()
    {
        var server = Engine.Server().Receive(New.Request(1));
        server.Connection.Release(server.Stream(1));
        Assert.Equal(1, server.Connection.ActiveStreams);
        server.Respond(server.Stream(1), endStream: true);
        server.Receive(New.Data(1, 0, end: true));
        Assert.Equal(0, server.Connection.ActiveStreams);
    }

    [Fact]
    public void A_client_opens_no_more_streams_than_the_server_allows()
    {
        var client = Engine.Client().Receive(New.Settings(3, 1));
        Assert.NotNull(client.Connection.TryOpenStream(null));
        Assert.Null(client.Connection.TryOpenStream(null));
    }

    [Fact]
    public void A_client_is_told_when_a_slot_becomes_free()
    {
        var client = Engine.Client().Receive(New.Settings(3, 1));
        client.Open(endStream: true);
        Assert.Null(client.Connection.TryOpenStream(null));
        client.Receive(New.Response(1, end: true));
        Assert.Equal(["headers 1 :status=200 end", "slots"], client.Events);
        Assert.NotNull(client.Connection.TryOpenStream(null));
    }

    [Fact]
    public void A_client_is_told_when_the_limit_rises()
    {
        var client = Engine.Client().Receive(New.Settings(3, 0));
        Assert.Null(client.Connection.TryOpenStream(null));
        client.Receive(New.Settings(3, 5));
        Assert.Equal(["slots"], client.Events);
    }

    [Fact]
    public void Nobody_is_told_of_slots_that_nobody_wanted()
    {
        var client = Engine.Client().Receive(New.Settings(3, 1));
        client.Open(endStream: true);
        client.Receive(New.Response(1, end: true));
        Assert.DoesNotContain("slots", client.Events);
    }

    [Fact]
    public void Before_the_servers_settings_a_client_opens_at_most_100_streams()
    {
        var client = new Engine(Http2Role.Client).Start();
        for (var i = 0; i < 100; i++) client.Open();
        Assert.Null(client.Connection.TryOpenStream(null));
        client.Receive(FrameScript.Server);
        Assert.Equal(["ready", "slots"], client.Events);
        Assert.NotNull(client.Connection.TryOpenStream(null));
    }

    [Fact]
    public void Heads_must_be_sent_in_the_order_of_their_streams()
    {
        var client = Engine.Client();
        var first = client.Connection.TryOpenStream(null)!;
        client.Open();
        client.Connection.BeginHeaders(first);
        Assert.Throws<InvalidOperationException>(() => client.Connection.EndHeaders(true));
    }
}
