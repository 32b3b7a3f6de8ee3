using System.Globalization;
using Peregrine.Http2.Streams;
using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>How DATA that is sent piece by piece becomes frames.</summary>
public class DataFrameTests
{
    private readonly Engine _client = Engine.Client();

    [Fact]
    public void What_a_stream_sends_in_a_row_is_one_frame()
    {
        var stream = Open();
        for (byte piece = 1; piece <= 3; piece++) _client.Connection.SendData(stream, [piece, piece], endStream: false);

        Assert.Equal([0, 0, 6, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3], _client.TakeBytes());
    }

    [Fact]
    public void The_end_of_the_stream_goes_with_the_frame_before_it()
    {
        var stream = Open();
        _client.Connection.SendData(stream, new byte[2], endStream: false);
        _client.Connection.SendData(stream, default, endStream: true);

        Assert.Equal(["DATA 1 2 end"], _client.TakeLines());
    }

    [Fact]
    public void A_frame_that_was_taken_is_not_changed()
    {
        var stream = Open();
        _client.Connection.SendData(stream, new byte[2], endStream: false);
        Assert.Equal(["DATA 1 2"], _client.TakeLines());

        _client.Connection.SendData(stream, new byte[3], endStream: false);
        Assert.Equal(["DATA 1 3"], _client.TakeLines());
    }

    [Fact]
    public void A_frame_with_another_behind_it_is_not_changed()
    {
        var stream = Open();
        _client.Connection.SendData(stream, new byte[2], endStream: false);
        _client.Connection.SendPing(0);
        _client.Connection.SendData(stream, new byte[3], endStream: false);

        Assert.Equal(["DATA 1 2", "PING", "DATA 1 3"], _client.TakeLines());
    }

    [Fact]
    public void A_frame_of_another_stream_is_not_changed()
    {
        var (first, second) = (Open(), Open());
        foreach (var stream in new[] { first, second, first }) _client.Connection.SendData(stream, new byte[2], endStream: false);

        Assert.Equal(["DATA 1 2", "DATA 3 2", "DATA 1 2"], _client.TakeLines());
    }

    [Fact]
    public void Frames_do_not_grow_beyond_the_peers_limit()
    {
        var stream = Open();
        for (var sent = 0; sent < 40_000; sent += 1000) _client.Connection.SendData(stream, new byte[1000], endStream: false);

        var lengths = _client.TakeLines().Select(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)).ToList();
        Assert.All(lengths, length => Assert.InRange(length, 1, 16_384));
        Assert.Equal(40_000, lengths.Sum());
        Assert.True(lengths.Count < 40, $"{lengths.Count} frames");
    }

    [Fact]
    public void Pieces_count_for_flow_control_as_they_are()
    {
        var client = Engine.Client().Receive(New.Settings(4, 10));
        var stream = client.Open();
        Assert.Equal(6, client.Connection.SendData(stream, new byte[6], endStream: false));
        Assert.Equal(4, client.Connection.SendData(stream, new byte[6], endStream: false));
        Assert.Equal("DATA 1 10", client.TakeLines()[^1]);
    }

    private Http2Stream Open()
    {
        var stream = _client.Open();
        _client.Take();
        return stream;
    }
}
