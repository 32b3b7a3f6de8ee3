using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class ResetTests
{
    [Fact]
    public void A_reset_by_the_peer_closes_the_stream_and_is_told()
    {
        var client = Engine.Client();
        var stream = client.Open();
        client.Receive(New.RstStream(1, 7));
        Assert.Equal(["reset 1 ResetByPeer RefusedStream Peer"], client.Events);
        Assert.Equal((true, false, false), (stream.IsClosed, stream.CanSend, stream.CanReceive));
        Assert.Contains("REFUSED_STREAM", client.Log.Errors[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reset_is_not_answered_with_a_reset()
    {
        var server = Engine.Server().Receive(New.Request(1).RstStream(1, 8).RstStream(1, 8));
        server.Connection.Release(server.Stream(1));
        server.Receive(New.RstStream(1, 8));
        Assert.Empty(server.Take());
    }

    [Fact]
    public void An_unknown_code_is_a_reset_like_any_other()
    {
        var client = Engine.Client();
        client.Open();
        client.Receive(New.RstStream(1, 0xFF));
        Assert.Equal(["reset 1 ResetByPeer 255 Peer"], client.Events);
        Assert.False(client.Connection.IsBroken);
    }

    [Fact]
    public void An_idle_stream_is_never_reset()
    {
        var server = Engine.Server().Receive(New.Frame(2, 0, 5, new byte[4])); // PRIORITY of a wrong length is an error of its stream
        Assert.StartsWith("GOAWAY 0 FrameSizeError", server.TakeLines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void NO_ERROR_after_the_whole_response_is_no_error()
    {
        var client = Engine.Client();
        var stream = client.Open();
        client.Receive(New.Response(1, end: true));
        Assert.False(stream.IsClosed);
        client.Receive(New.RstStream(1, 0));
        Assert.Equal(["headers 1 :status=200 end"], client.Events);
        Assert.True(stream.IsClosed);
        Assert.Equal(0, client.Connection.ActiveStreams);
    }

    [Fact]
    public void NO_ERROR_before_the_end_of_the_response_is_told()
    {
        var client = Engine.Client();
        client.Open();
        client.Receive(New.Response(1).RstStream(1, 0));
        Assert.Equal("reset 1 ResetByPeer NoError Peer", client.Events[^1]);
    }

    [Fact]
    public void A_server_that_has_answered_ends_the_request_with_NO_ERROR()
    {
        var pair = new EnginePair().Start();
        pair.Client.Open();
        pair.Exchange();
        var stream = pair.Server.Stream(1);
        pair.Server.Respond(stream, endStream: true);
        pair.Server.Connection.Reset(stream, Http2ErrorCode.NoError);
        pair.Server.Connection.Release(stream);
        pair.Exchange();
        Assert.Equal(["headers 1 :status=200 end"], pair.Client.Events);
        Assert.Equal((0, 0), (pair.Client.Connection.ActiveStreams, pair.Server.Connection.ActiveStreams));
    }

    [Fact]
    public void Nothing_is_sent_on_a_stream_that_was_reset()
    {
        var server = Engine.Server().Receive(New.Request(1).RstStream(1, 8));
        var stream = server.Stream(1);
        server.Respond(stream);
        Assert.Equal(0, server.Connection.SendData(stream, new byte[10], endStream: true));
        Assert.Equal(0, server.Connection.SendWindow(stream));
        server.Connection.Reset(stream, Http2ErrorCode.Cancel);
        Assert.Empty(server.Take());
    }

    [Fact]
    public void A_block_dropped_with_its_stream_leaves_the_header_table_in_step()
    {
        var pair = new EnginePair().Start();
        pair.Client.Open();
        pair.Client.Open();
        pair.Exchange();
        pair.Server.Receive(New.RstStream(1, 8));
        pair.Server.Send(pair.Server.Stream(1), false, (":status", "200"), ("x-a", "1"));
        pair.Server.Send(pair.Server.Stream(3), true, (":status", "200"), ("x-a", "1"));
        pair.Exchange();
        Assert.Equal(["headers 3 :status=200 x-a=1 end"], pair.Client.Events);
    }
}
