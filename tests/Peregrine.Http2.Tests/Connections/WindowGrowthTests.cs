using Peregrine.Http2.Connections;
using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class WindowGrowthTests
{
    private const int Window = 65_535;
    private const int RoundTrip = 50;

    [Fact]
    public void A_window_that_is_used_up_in_a_round_trip_doubles()
    {
        var growth = Measured(arrived: Window);
        Assert.Equal((2 * Window, 2 * Window), (growth.StreamWindow, growth.ConnectionWindow));
    }

    [Fact]
    public void A_window_of_which_a_round_trip_needs_a_quarter_stays() => Assert.Equal(Window, Measured(arrived: Window / 4).StreamWindow);

    [Fact]
    public void The_window_of_a_connection_grows_only_when_all_streams_together_need_it()
    {
        var growth = Measured(arrived: Window, new(Window, 4 * Window, 100 * Window));
        Assert.Equal((2 * Window, 4 * Window), (growth.StreamWindow, growth.ConnectionWindow));
        growth = Measured(arrived: 4 * Window, growth, now: 1000);
        Assert.Equal((4 * Window, 8 * Window), (growth.StreamWindow, growth.ConnectionWindow));
    }

    [Fact]
    public void No_window_grows_beyond_the_most()
    {
        var growth = new WindowGrowth(Window, Window, 3 * Window);
        growth = Measured(arrived: 10 * Window, growth);
        growth = Measured(arrived: 10 * Window, growth, now: 1000);
        Assert.Equal((3 * Window, 3 * Window), (growth.StreamWindow, growth.ConnectionWindow));
        Assert.False(growth.TryBegin(1_000_000));
    }

    [Fact]
    public void A_window_that_is_larger_than_the_most_stays()
    {
        var growth = Measured(arrived: 10 * Window, new(Window, 4 * Window, 2 * Window));
        Assert.Equal((2 * Window, 4 * Window), (growth.StreamWindow, growth.ConnectionWindow));
    }

    [Fact]
    public void What_a_slow_reader_leaves_unread_makes_no_window_grow() => Assert.Equal(Window, Measured(arrived: Window, unread: Window / 2).StreamWindow);

    [Fact]
    public void A_peer_that_answers_within_a_millisecond_is_not_measured()
    {
        var growth = new WindowGrowth(Window, Window, 100 * Window);
        growth.Learn(0);
        Assert.False(growth.TryBegin(1000));
    }

    [Fact]
    public void A_PING_that_waited_behind_data_does_not_count_as_a_longer_way()
    {
        var growth = new WindowGrowth(Window, Window, 100 * Window);
        growth.Learn(RoundTrip);
        Assert.True(growth.TryBegin(0));
        growth.Add(Window);
        Assert.True(growth.TryEnd(4 * RoundTrip, unread: 0)); // a quarter of a window in each round trip
        Assert.Equal(Window, growth.StreamWindow);
    }

    [Fact]
    public void A_window_that_grew_is_measured_again_when_the_peer_could_use_it_and_else_a_second_later()
    {
        var growth = Measured(arrived: Window);
        Assert.False(growth.TryBegin((3 * RoundTrip) - 1));
        Assert.True(growth.TryBegin(3 * RoundTrip));
        Assert.False(growth.TryBegin(3 * RoundTrip)); // under way
        Assert.True(growth.TryEnd(4 * RoundTrip, unread: 0)); // nothing came
        Assert.False(growth.TryBegin((4 * RoundTrip) + 999));
        Assert.True(growth.TryBegin((4 * RoundTrip) + 1000));
    }

    [Fact]
    public void A_connection_sends_a_PING_beside_a_WINDOW_UPDATE_and_larger_windows_once_it_is_answered()
    {
        var server = FarServer(Window);
        server.Receive(New.Request(1));
        Assert.Equal(["WINDOW_UPDATE 0 32768", "PING", "WINDOW_UPDATE 1 32768"], Read(server, 2));
        Assert.Equal(["WINDOW_UPDATE 0 32768", "WINDOW_UPDATE 1 32768"], Read(server, 2));
        server.Now += RoundTrip;
        server.Receive(New.Ping(WindowGrowth.Ping, ack: true));
        Assert.Equal([$"WINDOW_UPDATE 0 {32_768 + Window}", $"WINDOW_UPDATE 1 {32_768 + Window}"], Read(server, 2));
        Assert.DoesNotContain(server.Events, line => line.StartsWith("pong", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_to_no_PING_changes_nothing_and_is_told()
    {
        var server = FarServer(Window);
        server.Receive(New.Ping(WindowGrowth.Ping, ack: true));
        Assert.Equal([$"pong {WindowGrowth.Ping}"], server.Events);
    }

    [Fact]
    public void Without_room_to_grow_no_PING_is_sent()
    {
        var server = FarServer(Window, most: Window);
        server.Receive(New.Request(1));
        Assert.Equal(["WINDOW_UPDATE 0 32768", "WINDOW_UPDATE 1 32768"], Read(server, 2));
    }

    private static WindowGrowth Measured(int arrived, WindowGrowth? growth = null, int unread = 0, long now = 0)
    {
        growth ??= new(Window, Window, 100 * Window);
        growth.Learn(RoundTrip);
        Assert.True(growth.TryBegin(now));
        growth.Add(arrived);
        Assert.True(growth.TryEnd(now + RoundTrip, unread));
        return growth;
    }

    /// <summary>A server whose client took a round trip to acknowledge its SETTINGS.</summary>
    private static Engine FarServer(int window, int most = 100 * Window)
    {
        var server = new Engine(Http2Role.Server, new() { InitialStreamWindow = window, ConnectionWindow = window, MaxWindow = most }).Start();
        server.Now += RoundTrip;
        server.Receive(FrameScript.Client.SettingsAck());
        server.Take();
        server.Events.Clear();
        return server;
    }

    /// <summary>The next frames of 16 KB of DATA, each consumed at once, and what is answered.</summary>
    private static List<string> Read(Engine server, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            server.Receive(New.Data(1, 16_384));
            server.Connection.Consume(server.Stream(1), 16_384);
        }

        return server.TakeLines();
    }
}
