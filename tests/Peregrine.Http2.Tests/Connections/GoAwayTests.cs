using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class GoAwayTests
{
    [Fact]
    public void Streams_above_the_last_one_were_not_processed()
    {
        var client = Engine.Client();
        for (var i = 0; i < 3; i++) client.Open();
        client.Receive(New.GoAway(1, 0, "bye"));
        Assert.Equal(
            ["goaway 1 NoError bye", "reset 3 NotProcessedByPeer RefusedStream Peer", "reset 5 NotProcessedByPeer RefusedStream Peer"], client.Events);
        client.Receive(New.Response(1, end: true));
        Assert.Equal("headers 1 :status=200 end", client.Events[^1]);
    }

    [Fact]
    public void A_graceful_shutdown_has_two_steps()
    {
        var server = Engine.Server();
        server.Connection.BeginDrain();
        server.Receive(New.Request(1));
        Assert.StartsWith("headers 1", server.Events[^1], StringComparison.Ordinal);
        server.Connection.FinishDrain();
        server.Receive(New.Request(3));
        Assert.Equal(["GOAWAY 2147483647 NoError", "GOAWAY 1 NoError", "RST_STREAM 3 RefusedStream"], server.TakeLines());
    }

    [Fact]
    public void The_last_stream_never_rises_again()
    {
        var server = Engine.Server().Receive(New.Request(1));
        server.Connection.FinishDrain();
        server.Receive(New.Request(3).Data(0, 1));
        Assert.Equal(["GOAWAY 1 NoError", "RST_STREAM 3 RefusedStream", "GOAWAY 1 ProtocolError DATA on stream 0"], server.TakeLines());
    }

    [Fact]
    public void What_arrives_behind_the_last_GOAWAY_keeps_the_shared_state_in_step()
    {
        var server = Engine.Server(new() { ConnectionWindow = 65_535 }).Receive(New.Request(1));
        server.Connection.FinishDrain();
        server.Receive(New.Headers(3, [.. HeaderBlocks.Request(), 0x40, 1, (byte)'a', 1, (byte)'b']).Data(3, 16_384).Data(3, 16_384));
        Assert.Equal(["GOAWAY 1 NoError", "RST_STREAM 3 RefusedStream", "WINDOW_UPDATE 0 32768"], server.TakeLines());
        server.Receive(New.Headers(1, [0xBE], end: true));
        Assert.Equal("trailers 1 a=b end", server.Events[^1]);
    }

    [Fact]
    public void A_connection_error_names_the_last_stream_that_was_begun()
    {
        var server = Engine.Server().Receive(New.Request(1).Request(3).Data(0, 1));
        Assert.StartsWith("GOAWAY 3 ", server.TakeLines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void After_GOAWAY_a_client_opens_no_stream()
    {
        var client = Engine.Client().Receive(New.GoAway(0, 0));
        Assert.Null(client.Connection.TryOpenStream(null));
    }

    [Fact]
    public void An_unknown_code_is_told_as_it_is()
    {
        var client = Engine.Client().Receive(New.GoAway(0, 0xFF));
        Assert.Equal(["goaway 0 255"], client.Events);
        Assert.False(client.Connection.IsBroken);
    }

    [Fact]
    public void Each_step_is_taken_once()
    {
        var server = Engine.Server();
        for (var i = 0; i < 3; i++) server.Connection.BeginDrain();
        for (var i = 0; i < 3; i++) server.Connection.FinishDrain();
        server.Connection.BeginDrain();
        Assert.Equal(2, server.Take().Count);
    }

    [Fact]
    public void The_last_step_may_carry_a_reason()
    {
        var server = Engine.Server();
        server.Connection.FinishDrain(Http2ErrorCode.EnhanceYourCalm, "too_many_pings");
        Assert.Equal(["GOAWAY 0 EnhanceYourCalm too_many_pings"], server.TakeLines());
    }

    [Fact]
    public void Abort_is_the_last_word()
    {
        var server = Engine.Server().Receive(New.Request(1));
        server.Connection.Abort(Http2ErrorCode.InternalError, "gone");
        server.Respond(server.Stream(1), endStream: true);
        server.Connection.SendPing(1);
        server.Connection.Reset(server.Stream(1), Http2ErrorCode.Cancel);
        server.Connection.Abort(Http2ErrorCode.InternalError, "again");
        server.Receive(New.Ping(1));
        Assert.Equal(["GOAWAY 1 InternalError gone"], server.TakeLines());
        Assert.True(server.Connection.IsBroken);
    }

    [Fact]
    public void Input_after_a_connection_error_is_ignored_and_used_up()
    {
        var server = Engine.Server().Receive(New.Data(0, 1));
        var events = server.Events.Count;
        Assert.Equal(17, server.Connection.Receive(New.Ping(1).ToArray(), 0));
        Assert.Equal(events, server.Events.Count);
    }
}
