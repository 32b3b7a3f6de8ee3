using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class ContinuationTests
{
    public static TheoryData<FrameScript> Others =>
    [
        New.Continuation(3, []), New.Continuation(0, []), New.Request(3), New.Request(1), New.Data(1, 1), New.PriorityOf(1, 0), New.RstStream(1, 8), New.Settings(), New.Ping(1),
        New.WindowUpdate(0, 1), New.GoAway(0, 0), New.Frame(0x42, 0, 0, []),
    ];

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Nothing_may_interrupt_a_header_block(FrameScript other)
    {
        var server = Engine.Server().Receive(New.Headers(1, HeaderBlocks.Request(), endHeaders: false)).Receive(other);
        Assert.Equal(["connection error ContinuationExpected ProtocolError"], server.Events);
    }

    [Fact]
    public void A_block_is_complete_with_its_last_CONTINUATION()
    {
        var block = HeaderBlocks.Request();
        var server = Engine.Server().Receive(New.Headers(1, block[..5], end: true, endHeaders: false).Continuation(1, block[5..9], endHeaders: false).Continuation(1, block[9..]));
        Assert.Equal(["headers 1 :method=POST :scheme=http :path=/ :authority=test end"], server.Events);
    }

    [Fact]
    public void Behind_the_last_one_there_is_no_other()
    {
        var server = Engine.Server().Receive(New.Headers(1, HeaderBlocks.Request(), endHeaders: false).Continuation(1, []).Continuation(1, []));
        Assert.Equal("connection error ContinuationUnexpected ProtocolError", server.Events[^1]);
    }
}
