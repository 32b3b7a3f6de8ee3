using System.Buffers.Binary;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>Clients that do too little: they hold what they were given.</summary>
internal static class Holders
{
    private const string Ended = "peregrine.server.ended_connections|";
    private const int Mebibyte = 1024 * 1024;
    private const int CallsEach = 100;

    public static Attack[] All =>
    [
        new("answers of 1 GB and a shut window", "GOAWAY EnhanceYourCalm: ", Ended + "PeerStalled", arena => arena.HoldAsync(1, connection => connection.SendAsync(Ask(0)))),
        new("answers of 1 GB and a window of one byte", "GOAWAY EnhanceYourCalm: ", Ended + "PeerStalled", arena => arena.HoldAsync(1, connection => DribbleAsync(arena, connection))),
        new("answers of 1 GB that are not read", "", Ended + "PeerStalled", arena => arena.HoldAsync(1, NotReadAsync, reads: false)),
        new("slow headers", "GOAWAY EnhanceYourCalm: a header block or a frame unfinished", Ended + "HeaderBlockTimeout", arena => arena.HoldAsync(
            100, connection => connection.SendAsync(FrameScript.Client.SettingsAck().Headers(1, Calls.Slow, endHeaders: false)))),
        new("half a frame of headers", "GOAWAY EnhanceYourCalm: a header block or a frame unfinished", Ended + "HeaderBlockTimeout", arena => arena.HoldAsync(
            100, connection => connection.SendAsync(FrameScript.Client.SettingsAck().Frame(0x1, 0x4, 1, new byte[10], length: 100)))),
        new("slow preface", "GOAWAY ProtocolError: no complete connection preface", Ended + "PrefaceTimeout", arena => arena.HoldAsync(100, connection => connection.SendAsync("PRI * HT"u8.ToArray()))),
        new("no preface", "GOAWAY ProtocolError: no complete connection preface", Ended + "PrefaceTimeout", arena => arena.HoldAsync(100, _ => Task.CompletedTask)),
        new("SETTINGS never acknowledged", "GOAWAY SettingsTimeout: ", Ended + "SettingsAckTimeout", arena => arena.HoldAsync(100, connection => connection.SendAsync(FrameScript.Client))),
        new("half-open TLS", "c", "peregrine.server.refused_connections|HandshakeTimeout", arena => arena.HoldAsync(
            200, connection => connection.SendAsync(new byte[] { 22, 3, 1, 2, 0, 1 }), onPort: arena.TlsPort)),
        new("more half-open TLS than MaxHandshakes", "c", "peregrine.server.refused_connections|TooManyHandshakes", arena => arena.HoldAsync(
            700, connection => connection.SendAsync(new byte[] { 22, 3, 1, 2, 0, 1 }), onPort: arena.TlsPort)),
    ];

    // 100 calls for 10 MiB each.
    private static FrameScript Ask(uint window)
    {
        var script = FrameScript.New.Preface().Settings(0x4, window).SettingsAck();
        if (window > 0) script.WindowUpdate(0, int.MaxValue - 65_535);
        var message = new byte[9];
        message[4] = 4;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(5), 10 * Mebibyte);
        for (uint i = 0; i < CallsEach; i++) script.Headers(1 + 2 * i, Calls.Give).Data(1 + 2 * i, message, end: true);
        return script;
    }

    private static async Task DribbleAsync(Arena arena, RawConnection connection)
    {
        await connection.SendAsync(Ask(1));
        var crumbs = FrameScript.New;
        for (uint i = 0; i < CallsEach; i++) crumbs.WindowUpdate(1 + 2 * i, 1);
        for (var i = 0; i < 200 && !connection.HasEnded && await connection.SendAsync(FrameScript.New.WindowUpdate(1, 1)); i++)
        {
            arena.Count(1);
            await Task.Delay(100);
        }
    }

    private static async Task NotReadAsync(RawConnection connection)
    {
        await connection.SendAsync(Ask(int.MaxValue));
        await Task.Delay(4 * TargetServer.Patience);
        connection.Read();
    }
}
