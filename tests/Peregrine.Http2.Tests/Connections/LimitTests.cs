using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>Known attacks are stopped, and honest traffic of the same kind is not.</summary>
public class LimitTests
{
    [Fact]
    public void Rapid_reset_ends_the_connection()
    {
        var server = Engine.Server();
        server.Log.OnReset = (stream, _) => server.Connection.Release(stream);
        uint id = 1;
        for (; !server.Connection.IsBroken && id < 10_000; id += 2) server.Receive(New.Request(id).RstStream(id, 8));
        Assert.Equal(Violation.TooManyResets, server.Log.Errors[^1].Violation);
        Assert.InRange(id, 400u, 410u);
    }

    [Fact]
    public void Cancelling_streams_that_were_answered_or_ran_for_a_while_is_free()
    {
        var server = Engine.Server();
        server.Log.OnReset = (stream, _) => server.Connection.Release(stream);
        for (uint id = 1; id < 4000; id += 4)
        {
            server.Receive(New.Request(id));
            server.Respond(server.Stream(id));
            server.Receive(New.RstStream(id, 8));
            server.Receive(New.Request(id + 2));
            server.Now += 1001;
            server.Receive(New.RstStream(id + 2, 8));
        }
        Assert.False(server.Connection.IsBroken);
    }

    [Fact]
    public void The_end_of_the_connection_is_the_last_that_is_told()
    {
        // The last frame spends the last point, and breaks a rule of its stream besides.
        var server = Engine.Server(new() { AbuseBurst = 1 });
        server.Receive(New.Request(1).Times(9, script => script.Ping(1)).PriorityOf(1, 1));
        Assert.Equal("connection error TooManyControlFrames EnhanceYourCalm", server.Events[^1]);
    }

    [Fact]
    public void A_broken_connection_offers_no_slots()
    {
        var client = new Engine(Http2Role.Client).Settled(New.Settings(3, 1).SettingsAck());
        var stream = client.Open();
        Assert.Null(client.Connection.TryOpenStream(null));
        client.Receive(New.SettingsAck());
        client.Connection.Reset(stream, Http2ErrorCode.Cancel);
        Assert.Equal("connection error SettingsAckUnexpected ProtocolError", client.Events[^1]);
    }

    [Fact]
    public void Made_you_reset_ends_the_connection()
    {
        var server = Engine.Server();
        server.Log.OnReset = (stream, _) => server.Connection.Release(stream);
        uint id = 1;
        for (; !server.Connection.IsBroken && id < 10_000; id += 2) server.Receive(New.Request(id).WindowUpdate(id, 0));
        Assert.Equal(Violation.TooManyProvokedResets, server.Log.Errors[^1].Violation);
        Assert.InRange(id, 200u, 210u);
    }

    [Fact]
    public void The_budget_counts_after_GOAWAY_too()
    {
        var server = Engine.Server();
        server.Connection.FinishDrain();
        for (uint id = 1; !server.Connection.IsBroken && id < 10_000; id += 2) server.Receive(New.Request(id));
        Assert.Equal(Violation.TooManyRefusedStreams, server.Log.Errors[^1].Violation);
    }

    [Fact]
    public void Streams_over_the_limit_are_not_charged_before_the_client_can_know_it()
    {
        var server = new Engine(Http2Role.Server, new() { MaxConcurrentStreams = 10 }).Start().Receive(FrameScript.Client);
        for (uint id = 1; id < 1001; id += 2) server.Receive(New.Request(id));
        Assert.False(server.Connection.IsBroken);
        Assert.Equal(10, server.Connection.ActiveStreams);
    }

    [Theory]
    [InlineData(0x0)]
    [InlineData(0x9)]
    [InlineData(0x77)]
    public void Floods_of_empty_frames_end_the_connection(byte type)
    {
        var server = Engine.Server(new() { MaxContinuations = int.MaxValue });
        server.Receive(type == 0x9 ? New.Headers(1, [], endHeaders: false) : New.Request(1));
        for (var i = 0; i < 201; i++) server.Receive(New.Frame(type, 0, 1, []));
        Assert.Equal(Violation.TooManyEmptyFrames, server.Log.Errors[^1].Violation);
    }

    [Theory]
    [InlineData(0x2)]
    [InlineData(0x4)]
    [InlineData(0x6)]
    public void Floods_of_control_frames_end_the_connection(byte type)
    {
        var server = Engine.Server();
        for (var i = 0; i < 205; i++)
        {
            if (type == 0x2) server.Receive(New.PriorityOf(9, 3));
            else server.Receive(type == 0x4 ? New.Settings() : New.Ping(1));
        }
        Assert.Equal(Violation.TooManyControlFrames, server.Log.Errors[^1].Violation);
    }

    [Fact]
    public void A_ping_per_data_frame_is_honest()
    {
        var server = Engine.Server().Receive(New.Request(1).WindowUpdate(0, 1 << 30).WindowUpdate(1, 1 << 30));
        server.Respond(server.Stream(1));
        for (var i = 0; i < 5000; i++)
        {
            server.Connection.SendData(server.Stream(1), new byte[10], endStream: false);
            server.Receive(New.Ping(1).WindowUpdate(0, 10).WindowUpdate(1, 10));
            server.Take();
        }
        Assert.False(server.Connection.IsBroken);
    }

    [Fact]
    public void Reading_pauses_at_more_than_64_unsent_replies()
    {
        var server = Engine.Server();
        for (var i = 0; i < 64; i++) server.Receive(New.Ping(1));
        Assert.False(server.Connection.ReadingShouldPause);
        server.Receive(New.Ping(1));
        Assert.True(server.Connection.ReadingShouldPause);
        server.Take();
        Assert.False(server.Connection.ReadingShouldPause);
    }

    [Fact]
    public void Reading_pauses_when_answers_pile_up()
    {
        var server = Engine.Server();
        server.Log.OnHeaders = (stream, _, _) =>
        {
            server.Send(stream, endStream: true, (":status", "200"), ("long", new string('x', 3000) + stream.Id));
            server.Connection.Release(stream);
        };
        uint id = 1;
        for (; !server.Connection.ReadingShouldPause && id < 10_000; id += 2) server.Receive(New.Request(id, end: true));
        Assert.InRange(server.Connection.Output.Length, 512 * 1024, 516 * 1024);
    }

    [Fact]
    public void An_informational_response_is_swallowed()
    {
        var client = Engine.Client();
        client.Open();
        client.Receive(New.Headers(1, HeaderBlocks.Response("103")).Headers(1, HeaderBlocks.Response("100")).Response(1));
        Assert.Equal(["headers 1 :status=200"], client.Events);
    }

    [Fact]
    public void A_forged_header_block_timeout_counts_from_its_first_frame()
    {
        var server = Engine.Server().Receive(New.Headers(1, [], endHeaders: false));
        server.Connection.Tick(server.Now + 10_000);
        Assert.False(server.Connection.IsBroken);
        server.Receive(New.Continuation(1, HeaderBlocks.Request()));
        server.Connection.Tick(server.Now + 20_000);
        Assert.False(server.Connection.IsBroken);
    }
}
