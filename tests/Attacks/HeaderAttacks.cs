using Peregrine.TestKit;

namespace Attacks;

/// <summary>Header blocks that are long, or become so.</summary>
internal static class HeaderAttacks
{
    private const string Ended = "peregrine.server.ended_connections|";

    public static Attack[] All =>
    [
        new("CONTINUATION flood", "GOAWAY EnhanceYourCalm: stream 1: a ", Ended, arena => arena.FloodAsync(100, first => Endless(first, 1000), 1)),
        new("empty CONTINUATION flood", "GOAWAY EnhanceYourCalm: stream 1: a header block in", Ended + "TooManyContinuations", arena => arena.FloodAsync(100, first => Endless(first, 0), 1)),
        new("HPACK bomb", "GOAWAY EnhanceYourCalm: stream 1: a header list", Ended + "HeaderListFarTooLarge", arena => arena.FloodAsync(1, first => FrameScript.New.Headers(first, HpackBomb(), end: true), 1)),
        new("cookie crumbs", "GOAWAY EnhanceYourCalm: stream 1: a header list", Ended + "FarTooManyHeaderFields", arena => arena.FloodAsync(1, first => FrameScript.New.Headers(first, Crumbs(), end: true), 1)),
        new("header lists over the limit", "GOAWAY EnhanceYourCalm: too many", Ended + "TooMany", arena => arena.FloodAsync(1, first => FrameScript.New.Headers(first, Large(), end: true), 1)),
    ];

    private static FrameScript Endless(uint stream, int bytes)
    {
        var script = FrameScript.New;
        if (stream == 1) script.Headers(stream, Calls.Slow, endHeaders: false);
        return script.Times(100, each => each.Continuation(1, new byte[bytes], endHeaders: false));
    }

    // One entry of 4,000 bytes goes into the table, then each byte refers to it.
    private static byte[] HpackBomb()
    {
        var block = new List<byte>(Calls.Slow) { 0x40 };
        HeaderBlocks.AddInteger(block, 0, 7, 1);
        block.Add((byte)'x');
        HeaderBlocks.AddInteger(block, 0, 7, 4000);
        block.AddRange(Enumerable.Repeat((byte)'y', 4000));
        block.AddRange(Enumerable.Repeat((byte)(0x80 | 62), 8000));
        return [.. block];
    }

    // "cookie" is entry 32 of the static table, with an empty value: one byte each.
    private static byte[] Crumbs() => [.. Calls.Slow, .. Enumerable.Repeat((byte)(0x80 | 32), 12_000)];

    // Just over the limit, with the 32 bytes that each field counts: the stream is refused, the connection goes on.
    private static byte[] Large()
    {
        var fields = new (string, string)[75];
        Array.Fill(fields, ("abc", new string('x', 200)));
        return [.. Calls.Slow, .. HeaderBlocks.Of(fields)];
    }
}
