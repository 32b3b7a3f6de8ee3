using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class FlowControlTests
{
    private const int Initial = 65_535;

    [Fact]
    public void The_window_of_a_closed_stream_cannot_overflow()
    {
        // The handler still runs, so the server still holds the stream.
        var server = Engine.Server();
        server.Receive(FrameScript.New.Request(1).WindowUpdate(1, 1_000_000).RstStream(1, 8).Settings(4, int.MaxValue));
        Assert.False(server.Connection.IsBroken);
        Assert.Equal(1, server.Connection.ActiveStreams);
    }

    [Fact]
    public void Nobody_may_write_on_a_broken_connection()
    {
        var server = Engine.Server(new() { MaxOutput = 100 });
        server.Receive(FrameScript.New.Request(1));
        server.Respond(server.Stream(1));
        Assert.Equal(16_384, server.Connection.SendData(server.Stream(1), new byte[60_000], endStream: false));
        server.Receive(FrameScript.New.SettingsAck());
        server.Take();
        Assert.Equal("connection error SettingsAckUnexpected ProtocolError", server.Events[^1]);
    }

    [Fact]
    public void Data_is_taken_as_far_as_the_stream_window_allows()
    {
        var client = Engine.Client().Receive(New.Settings(4, 10));
        var stream = client.Open();
        Assert.Equal(10, client.Connection.SendWindow(stream));
        Assert.Equal(10, client.Connection.SendData(stream, new byte[15], endStream: true));
        Assert.Equal("DATA 1 10", client.TakeLines()[^1]);
        client.Receive(New.WindowUpdate(1, 5));
        Assert.Equal("writable 1", client.Events[^1]);
        Assert.Equal(5, client.Connection.SendData(stream, new byte[5], endStream: true));
        Assert.Equal(["DATA 1 5 end"], client.TakeLines());
    }

    [Fact]
    public void Frames_other_than_DATA_pass_a_closed_window()
    {
        var server = Engine.Server(new() { InitialStreamWindow = 0 });
        server.Receive(New.Request(1).Ping(7).WindowUpdate(1, 100).Headers(1, HeaderBlocks.Of(("a", "b")), end: true));
        Assert.Equal("trailers 1 a=b end", server.Events[^1]);
        Assert.Equal(["PING ack"], server.TakeLines());
    }

    [Fact]
    public void Data_is_split_by_the_peers_frame_size()
    {
        var client = Engine.Client();
        client.Connection.SendData(client.Open(), new byte[40_000], endStream: true);
        Assert.Equal(["DATA 1 16384", "DATA 1 16384", "DATA 1 7232 end"], client.TakeLines()[1..]);
        client.Receive(New.Settings(5, 20_000));
        client.Connection.SendData(client.Open(), new byte[20_001], endStream: true);
        Assert.Equal(["DATA 3 20000", "DATA 3 1 end"], client.TakeLines()[2..]);
    }

    [Fact]
    public void An_empty_end_needs_no_window()
    {
        var client = Engine.Client().Receive(New.Settings(4, 0));
        var stream = client.Open();
        Assert.Equal(0, client.Connection.SendData(stream, default, endStream: true));
        Assert.Equal("DATA 1 0 end", client.TakeLines()[^1]);
        Assert.False(stream.CanSend);
    }

    [Fact]
    public void A_lowered_initial_window_makes_windows_negative_and_credit_fills_them_again()
    {
        var client = Engine.Client().Receive(New.Settings(4, 100));
        var stream = client.Open();
        client.Connection.SendData(stream, new byte[100], endStream: false);
        client.Receive(New.Settings(4, 10));
        Assert.Equal(0, client.Connection.SendData(stream, new byte[1], endStream: false));
        client.Receive(New.WindowUpdate(1, 90));
        Assert.Equal(0, client.Connection.SendWindow(stream));
        Assert.DoesNotContain("writable 1", client.Events);
        client.Receive(New.WindowUpdate(1, 1));
        Assert.Equal(1, client.Connection.SendWindow(stream));
        Assert.Contains("writable 1", client.Events);
    }

    [Fact]
    public void A_raised_initial_window_wakes_streams_that_wait()
    {
        var client = Engine.Client().Receive(New.Settings(4, 0));
        var stream = client.Open();
        client.Connection.SendData(stream, new byte[1], endStream: false);
        client.Receive(New.Settings(4, 5));
        Assert.Equal(["writable 1"], client.Events);
        Assert.Equal(5, client.Connection.SendWindow(stream));
    }

    [Fact]
    public void Streams_that_the_connection_holds_up_take_turns()
    {
        var client = Engine.Client().Receive(New.Settings(4, 1_000_000));
        var left = new Dictionary<uint, int>();
        client.Log.OnWritable = stream => left[stream.Id.Value] -= client.Connection.SendData(stream, new byte[left[stream.Id.Value]], endStream: true);
        foreach (var stream in new[] { client.Open(), client.Open(), client.Open() })
            left[stream.Id.Value] = 100_000 - client.Connection.SendData(stream, new byte[100_000], endStream: true);
        Assert.Equal([100_000 - Initial, 100_000, 100_000], left.Values);
        client.Receive(New.WindowUpdate(0, 98_304));
        Assert.Equal(["writable 1", "writable 3", "writable 5"], client.Events);
        Assert.Equal([100_000 - Initial - 32_768, 100_000 - 32_768, 100_000 - 32_768], left.Values);
        client.Take();
        client.Receive(New.WindowUpdate(0, 1_000_000));
        Assert.Equal([0, 0, 0], left.Values);
    }

    [Fact]
    public void A_newcomer_does_not_overtake_those_who_wait()
    {
        var client = Engine.Client().Receive(New.Settings(4, 1_000_000));
        var first = client.Open();
        client.Connection.SendData(first, new byte[Initial + 1], endStream: true);
        var second = client.Open();
        Assert.Equal(0, client.Connection.SendData(second, new byte[1], endStream: true));
        client.Receive(New.WindowUpdate(0, 1));
        Assert.Equal(["writable 1", "writable 3"], client.Events);
    }

    [Fact]
    public void Output_that_nobody_takes_holds_data_up_until_it_is_taken()
    {
        var client = Engine.Client(new() { MaxOutput = 50_000 }).Receive(New.Settings(4, 10_000_000).WindowUpdate(0, 10_000_000));
        client.Take();
        var stream = client.Open();
        var taken = client.Connection.SendData(stream, new byte[500_000], endStream: true);
        Assert.InRange(taken, 45_000, 50_000);
        Assert.False(client.Connection.ReadingShouldPause);
        Assert.DoesNotContain("writable 1", client.Events);
        client.Take();
        Assert.Contains("writable 1", client.Events);
    }

    [Fact]
    public void A_short_message_does_not_wait_behind_long_ones_for_room_in_the_output()
    {
        var client = Engine.Client(new() { MaxOutput = 50_000 }).Receive(New.Settings(4, 10_000_000).WindowUpdate(0, 10_000_000));
        client.Connection.SendData(client.Open(), new byte[500_000], endStream: true);
        Assert.Equal(0, client.Connection.SendData(client.Open(), new byte[100_000], endStream: true));
        Assert.Equal(100, client.Connection.SendData(client.Open(), new byte[100], endStream: true));
    }

    [Fact]
    public void Short_messages_overtake_only_as_far_as_the_reserve_goes()
    {
        var client = Engine.Client(new() { MaxOutput = 50_000 }).Receive(New.Settings(4, 10_000_000).WindowUpdate(0, 10_000_000));
        client.Connection.SendData(client.Open(), new byte[500_000], endStream: true);
        var stream = client.Open();
        var taken = 0;
        for (var i = 0; i < 1000; i++) taken += client.Connection.SendData(stream, new byte[1000], endStream: false);
        Assert.InRange(taken, 50_000, 70_000);
    }

    [Fact]
    public void Consumed_bytes_come_back_when_half_the_window_is_owed()
    {
        var server = Engine.Server(new() { InitialStreamWindow = Initial, ConnectionWindow = Initial }).Receive(New.Request(1).Data(1, 16_384).Data(1, 16_384));
        server.Connection.Consume(server.Stream(1), 32_766);
        Assert.Empty(server.Take());
        server.Connection.Consume(server.Stream(1), 1);
        Assert.Equal(["WINDOW_UPDATE 0 32767", "WINDOW_UPDATE 1 32767"], server.TakeLines());
    }

    [Fact]
    public void A_finished_request_gets_no_credit_of_its_own()
    {
        var server = Engine.Server(new() { InitialStreamWindow = Initial, ConnectionWindow = Initial }).Receive(New.Request(1).Data(1, 16_384).Data(1, 16_384).Data(1, 1, end: true));
        server.Connection.Consume(server.Stream(1), 32_769);
        Assert.Equal(["WINDOW_UPDATE 0 32769"], server.TakeLines());
    }

    [Fact]
    public void Padding_is_credited_by_the_engine()
    {
        var server = Engine.Server(new() { InitialStreamWindow = Initial, ConnectionWindow = Initial }).Receive(New.Request(1));
        for (var i = 0; i < 128; i++) server.Receive(New.PaddedData(1, 0, 255));
        Assert.Equal(["WINDOW_UPDATE 0 32768", "WINDOW_UPDATE 1 32768"], server.TakeLines());
    }

    [Fact]
    public void Credit_of_a_reset_stream_comes_back_once()
    {
        var server = Engine.Server(new() { ConnectionWindow = Initial }).Receive(New.Request(1).Data(1, 16_384).Data(1, 16_384));
        var stream = server.Stream(1);
        server.Connection.Consume(stream, 10);
        server.Receive(New.RstStream(1, 8));
        Assert.Equal(["WINDOW_UPDATE 0 32768"], server.TakeLines());
        server.Connection.Consume(stream, 32_758);
        server.Connection.Reset(stream, Http2ErrorCode.Cancel);
        server.Connection.Release(stream);
        Assert.Empty(server.Take());
    }

    [Fact]
    public void A_completed_stream_keeps_its_credit_until_it_is_consumed_or_released()
    {
        var client = Engine.Client(new() { ConnectionWindow = Initial });
        var stream = client.Open(endStream: true);
        client.Take();
        client.Receive(New.Response(1).Data(1, 16_384).Data(1, 16_384, end: true));
        Assert.True(stream.IsClosed);
        Assert.Empty(client.Take());
        client.Connection.Release(stream);
        Assert.Equal(["WINDOW_UPDATE 0 32768"], client.TakeLines());
    }

    [Fact]
    public void Until_our_settings_are_acknowledged_the_old_window_counts()
    {
        var server = new Engine(Http2Role.Server, new() { InitialStreamWindow = 10 }).Start();
        server.Receive(FrameScript.Client.Request(1).Data(1, 100));
        Assert.Equal("data 1 100", server.Events[^1]);
        server.Receive(New.SettingsAck().Data(1, 1));
        Assert.Equal("reset 1 StreamReceiveWindowExceeded FlowControlError Library", server.Events[^1]);
    }

    [Fact]
    public void Small_windows_of_both_ends_carry_any_amount()
    {
        var options = new Http2ConnectionOptions { InitialStreamWindow = 3 };
        var pair = new EnginePair(options, options).Start();
        var received = 0;
        pair.Server.Log.OnData = (stream, data, _) => pair.Server.Connection.Consume(stream, Count(data.Length));
        var left = 1000;
        pair.Client.Log.OnWritable = stream => left -= pair.Client.Connection.SendData(stream, new byte[left], endStream: true);
        left -= pair.Client.Connection.SendData(pair.Client.Open(), new byte[left], endStream: true);
        pair.Exchange();
        Assert.Equal((0, 1000), (left, received));
        Assert.False(pair.Server.Stream(1).CanReceive);

        int Count(int bytes)
        {
            received += bytes;
            return bytes;
        }
    }

    [Fact]
    public void A_server_stops_reading_while_more_waits_to_be_sent_than_DATA_can_be_and_a_client_reads_on()
    {
        var options = new Http2ConnectionOptions { MaxOutput = 1 };
        var server = Engine.Server(options);
        var client = Engine.Client(options);
        for (var i = 0; i < 10_000; i++)
        {
            server.Connection.SendPing(0);
            client.Connection.SendPing(0);
        }

        Assert.True(server.Connection.ReadingShouldPause);
        Assert.False(client.Connection.ReadingShouldPause);
    }

    [Fact]
    public void An_abandoned_connection_writes_nothing_and_hears_nothing()
    {
        var client = Engine.Client();
        var stream = client.Open();
        client.Take();
        client.Connection.Abandon();

        Assert.Equal(0, client.Connection.SendData(stream, new byte[5], endStream: true));
        client.Connection.Reset(stream, Http2ErrorCode.Cancel);
        client.Connection.SendPing(1);
        client.Receive(New.Data(1, [1]));

        Assert.Empty(client.TakeBytes());
        Assert.Empty(client.Events);
    }
}
