using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>Late frames (RFC 9113 section 5.1).</summary>
public class ClosedStreamTests
{
    [Fact]
    public void After_our_reset_late_frames_are_ignored()
    {
        var server = Engine.Server().Receive(New.Request(1));
        server.Connection.Reset(server.Stream(1), Http2ErrorCode.Cancel);
        server.Take();
        server.Events.Clear();
        server.Receive(New.Data(1, 10).WindowUpdate(1, 5000).Headers(1, HeaderBlocks.Of(("a", "b")), end: true).RstStream(1, 8).PriorityOf(1, 0));
        Assert.Empty(server.Events);
        Assert.Empty(server.Take());
        server.Connection.Release(server.Stream(1));
        server.Receive(New.Data(1, 10).WindowUpdate(1, 5000).Headers(1, HeaderBlocks.Of(("a", "b")), end: true).RstStream(1, 8).PriorityOf(1, 0));
        Assert.Empty(server.Events);
        Assert.Empty(server.Take());
    }

    [Fact]
    public void Credit_for_data_after_our_reset_comes_back_to_the_connection()
    {
        var server = Engine.Server(new() { ConnectionWindow = 65_535 }).Receive(New.Request(1));
        server.Connection.Reset(server.Stream(1), Http2ErrorCode.Cancel);
        server.Take();
        server.Receive(New.Data(1, 16_384).Data(1, 16_384));
        Assert.Equal(["WINDOW_UPDATE 0 32768"], server.TakeLines());
    }

    [Fact]
    public void After_both_ends_finished_late_window_updates_and_resets_are_ignored()
    {
        var server = Engine.Server().Receive(New.Request(1, end: true));
        server.Respond(server.Stream(1), endStream: true);
        server.Connection.Release(server.Stream(1));
        server.Events.Clear();
        server.Receive(New.WindowUpdate(1, 5000).RstStream(1, 0).PriorityOf(1, 0));
        Assert.Empty(server.Events);
        Assert.Equal(["HEADERS 1 1 end"], server.TakeLines());
    }

    [Fact]
    public void Data_after_the_peers_own_reset_is_STREAM_CLOSED_also_when_the_slot_is_free()
    {
        var server = Engine.Server().Receive(New.Request(1).RstStream(1, 8));
        server.Connection.Release(server.Stream(1));
        server.Take();
        server.Receive(New.Data(1, 1).Data(1, 1));
        Assert.Equal(["RST_STREAM 1 StreamClosed"], server.TakeLines()); // once: the rest was under way
    }

    [Fact]
    public void Streams_of_long_ago_are_forgiven()
    {
        var server = Engine.Server();
        for (uint id = 1; id < 1001; id += 2)
        {
            server.Receive(New.Request(id, end: true));
            server.Respond(server.Stream(id), endStream: true);
            server.Connection.Release(server.Stream(id));
        }
        server.Take();
        server.Receive(New.Data(1, 1).Request(3, end: true));
        Assert.Empty(server.Take());
        Assert.False(server.Connection.IsBroken);
    }

    [Fact]
    public void A_client_ignores_frames_for_streams_it_cancelled()
    {
        var client = Engine.Client();
        var stream = client.Open();
        client.Connection.Reset(stream, Http2ErrorCode.Cancel);
        Assert.Equal(["HEADERS", "RST_STREAM"], client.Take().ConvertAll(frame => frame.Name));
        client.Receive(New.Response(1).Data(1, 100).Headers(1, HeaderBlocks.Of(("grpc-status", "0")), end: true));
        Assert.Empty(client.Events);
        Assert.Empty(client.Take());
    }

    [Fact]
    public void The_header_table_stays_in_step_through_blocks_of_cancelled_streams()
    {
        var client = Engine.Client();
        client.Connection.Reset(client.Open(), Http2ErrorCode.Cancel);
        var second = client.Open();
        client.Receive(New.Headers(1, [0x88, 0x40, 1, (byte)'a', 1, (byte)'b']).Headers(second.Id.Value, [0x88, 0xBE], end: true));
        Assert.Equal(["headers 3 :status=200 a=b end"], client.Events);
    }

    [Fact]
    public void A_stream_whose_head_was_never_sent_is_dropped_silently()
    {
        var client = Engine.Client();
        var stream = client.Connection.TryOpenStream(null)!;
        client.Connection.Reset(stream, Http2ErrorCode.Cancel);
        Assert.True(stream.IsClosed);
        Assert.Empty(client.Take());
        Assert.Equal(0, client.Connection.ActiveStreams);
    }
}
