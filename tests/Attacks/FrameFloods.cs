using Peregrine.TestKit;

namespace Attacks;

/// <summary>Frames by the thousand that carry nothing.</summary>
internal static class FrameFloods
{
    private const int Batch = 200;

    public static Attack[] All =>
    [
        Flood("SETTINGS flood", "TooManyControlFrames", script => script.Settings()),
        new("PING flood", "GOAWAY EnhanceYourCalm: too", "peregrine.server.ended_connections|TooMany", arena => arena.FloodAsync(Batch, _ => FrameScript.New.Times(Batch, script => script.Ping(1)))),
        Flood("PRIORITY flood", "TooManyControlFrames", script => script.PriorityOf(1, 3)),
        Flood("RST_STREAM flood", "TooManyControlFrames", script => script.RstStream(1, 8), opening: script => script.Headers(1, Calls.Slow).RstStream(1, 8)),
        Flood("WINDOW_UPDATE flood", "TooManyWindowUpdates", script => script.WindowUpdate(0, 1)),
        Flood("empty DATA flood", "TooManyEmptyFrames", script => script.Data(1, 0), opening: script => script.Headers(1, Calls.Slow)),
        Flood("padding without DATA", "TooManyEmptyFrames", script => script.PaddedData(1, 0, 255), opening: script => script.Headers(1, Calls.Slow)),
        Flood("unknown frames", "TooManyEmptyFrames", script => script.Frame(0x77, 0, 0, [])),
        new("SETTINGS with 1,000 parameters", "GOAWAY EnhanceYourCalm: a SETTINGS frame", "peregrine.server.ended_connections|TooManySettings",
            arena => arena.FloodAsync(1, _ => FrameScript.New.Frame(0x4, 0, 0, new byte[6000]))),
        new("PING flood by a client that does not read", "", "peregrine.server.ended_connections|", PingWithoutReadingAsync),
    ];

    private static Attack Flood(string name, string violation, Action<FrameScript> frame, Action<FrameScript>? opening = null) => new(
        name, "GOAWAY EnhanceYourCalm: too many", "peregrine.server.ended_connections|" + violation,
        arena => arena.FloodAsync(Batch, first =>
        {
            var script = FrameScript.New;
            if (first == 1) opening?.Invoke(script);
            return script.Times(Batch, frame);
        }, opening is null ? 0 : 1));

    // It sees no answer, because it looks for none.
    private static Task PingWithoutReadingAsync(Arena arena) => arena.HoldAsync(
        2,
        async connection =>
        {
            await connection.SendAsync(FrameScript.Client.SettingsAck());
            var pings = FrameScript.New.Times(1000, script => script.Ping(1)).ToArray();
            for (var i = 0; i < 100 && await connection.SendAsync(pings); i++) arena.Count(1000);
            await Task.Delay(TargetServer.Patience);
            connection.Read();
        },
        reads: false);
}
