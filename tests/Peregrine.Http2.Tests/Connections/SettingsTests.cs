using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class SettingsTests
{
    [Fact]
    public void Our_own_SETTINGS_come_before_the_acknowledgement() =>
        Assert.Equal(["SETTINGS", "WINDOW_UPDATE 0 4128769", "SETTINGS ack"], new Engine(Http2Role.Server).Start().Receive(FrameScript.Client).TakeLines());

    [Fact]
    public void Parameters_are_applied_in_their_order()
    {
        var client = Engine.Client().Receive(New.Frame(4, 0, 0, [0, 4, 0, 0, 0, 1, 0, 4, 0, 0, 0, 9]));
        Assert.Equal(9, client.Connection.SendWindow(client.Open()));
    }

    [Fact]
    public void Every_SETTINGS_frame_is_acknowledged_when_its_values_are_in_force()
    {
        var client = Engine.Client();
        var stream = client.Open();
        client.Take();
        client.Connection.SendData(stream, new byte[70_000], endStream: true);
        Assert.Equal(65_535, client.Take().Sum(frame => frame.Payload.Length));
        client.Receive(New.WindowUpdate(0, 10_000).Settings(4, 66_000).Settings(4, 67_000));
        Assert.Equal(["SETTINGS ack", "SETTINGS ack"], client.TakeLines());
        Assert.Equal(67_000 - 65_535, client.Connection.SendWindow(stream));
    }

    [Theory]
    [InlineData(16_383)]
    [InlineData(16_777_216)]
    public void A_frame_size_that_the_protocol_does_not_allow_is_not_advertised(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Engine(Http2Role.Server, new() { MaxFrameSize = size }));

    [Fact]
    public void A_lower_frame_size_is_obeyed_by_the_next_frame()
    {
        var client = Engine.Client().Receive(New.Settings(5, 20_000));
        var stream = client.Open();
        client.Connection.SendData(stream, new byte[20_000], endStream: false);
        client.Receive(New.Settings(5, 16_384));
        client.Connection.SendData(stream, new byte[20_000], endStream: true);
        Assert.Equal(["DATA 1 20000", "SETTINGS ack", "DATA 1 16384", "DATA 1 3616 end"], client.TakeLines()[^4..]);
    }
}
