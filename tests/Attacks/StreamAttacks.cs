using Peregrine.TestKit;

namespace Attacks;

/// <summary>Streams that are opened to be reset, by the client or, provoked, by the server.</summary>
internal static class StreamAttacks
{
    private const string TooMany = "GOAWAY EnhanceYourCalm: too many";
    private const string Ended = "peregrine.server.ended_connections|TooMany";
    private const int Batch = 50;

    private static readonly byte[] s_message = new byte[5];

    public static Attack[] All =>
    [
        new("rapid reset", TooMany, Ended, arena => Repeat(arena, (script, id) => script.Headers(id, Calls.Slow).RstStream(id, 8))),
        new("rapid reset of whole requests", TooMany, Ended, arena => Repeat(arena, (script, id) => script.Headers(id, Calls.Slow).Data(id, s_message, end: true).RstStream(id, 8))),
        Provoked("WINDOW_UPDATE of 0", (script, id) => script.WindowUpdate(id, 0)),
        Provoked("window overflow", (script, id) => script.WindowUpdate(id, int.MaxValue)),
        Provoked("DATA after END_STREAM", (script, id) => script.Data(id, 1)),
        Provoked("HEADERS after END_STREAM", (script, id) => script.Headers(id, Calls.Slow, end: true)),
        Provoked("PRIORITY of a wrong length", (script, id) => script.Frame(0x2, 0, id, new byte[4])),
        Provoked("PRIORITY on itself", (script, id) => script.PriorityOf(id, id)),
        new("MadeYouReset: content-length exceeded", TooMany, Ended, arena => Repeat(arena, (script, id) => script.Headers(id, [.. Calls.Slow, .. HeaderBlocks.Of(("content-length", "1"))]).Data(id, 5, end: true))),
        new("MadeYouReset: malformed head", TooMany, Ended, arena => Repeat(arena, (script, id) => script.Headers(id, HeaderBlocks.Of((":method", "POST")), end: true))),
        new("streams over the limit", TooMany, Ended, arena => Repeat(arena, (script, id) => script.Headers(id, Calls.Slow).Data(id, s_message, end: true))),
    ];

    private static Attack Provoked(string name, Action<FrameScript, uint> provoke) =>
        new("MadeYouReset: " + name, TooMany, Ended, arena => Repeat(arena, (script, id) => provoke(script.Headers(id, Calls.Slow).Data(id, s_message, end: true), id)));

    private static Task Repeat(Arena arena, Action<FrameScript, uint> each) => arena.FloodAsync(
        Batch,
        first =>
        {
            var script = FrameScript.New;
            for (uint i = 0; i < Batch; i++) each(script, first + 2 * i);
            return script;
        },
        Batch);
}

/// <summary>Heads of calls to the attacked.</summary>
internal static class Calls
{
    public static byte[] Slow { get; } = To("Slow");

    public static byte[] Echo { get; } = To("Echo");

    public static byte[] Give { get; } = To("Give");

    public static byte[] To(string method, params ReadOnlySpan<(string Name, string Value)> more) =>
        [.. HeaderBlocks.Request($"/{TargetServer.Service}/{method}", ("te", "trailers"), ("content-type", "application/grpc")), .. HeaderBlocks.Of(more)];
}
