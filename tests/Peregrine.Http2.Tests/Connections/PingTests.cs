using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class PingTests
{
    [Fact]
    public void A_ping_is_acknowledged_with_its_own_payload()
    {
        var frame = Engine.Server().Receive(New.Ping(0x0102_0304_0506_0708)).Take()[0];
        Assert.Equal(("PING ack", 0u), (frame.ToString(), frame.StreamId));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], frame.Payload);
    }

    [Fact]
    public void An_acknowledgement_is_told_and_not_answered()
    {
        var server = Engine.Server();
        server.Connection.SendPing(7);
        Assert.Equal(["PING"], server.TakeLines());
        server.Receive(New.Ping(7, ack: true));
        Assert.Equal(["pong 7"], server.Events);
        Assert.Empty(server.Take());
    }
}
