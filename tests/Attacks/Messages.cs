using System.IO.Compression;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>Messages that are, or claim to be, larger than allowed.</summary>
internal static class Messages
{
    private const int BombBytes = 64 * 1024 * 1024;
    private const int Calls = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static Attack[] All =>
    [
        new("gzip bomb", "Trailers-Only", "peregrine.server.refused_messages|", arena => arena.HoldAsync(4, connection => SendAsync(arena, connection, Bomb()))),
        new("length prefix of 4 GB", "Trailers-Only", "peregrine.server.refused_messages|", arena => arena.HoldAsync(4, connection => SendAsync(arena, connection, [0, 255, 255, 255, 255]))),
    ];

    private static async Task SendAsync(Arena arena, RawConnection connection, byte[] message)
    {
        await connection.SendAsync(FrameScript.Client.SettingsAck());
        for (uint i = 0; i < Calls; i++)
        {
            var stream = 1 + 2 * i;
            var script = FrameScript.New.Headers(stream, Attacks.Calls.To("Echo", ("grpc-encoding", "gzip")));
            for (var at = 0; at < message.Length; at += 16_000) script.Data(stream, message.AsSpan(at, Math.Min(16_000, message.Length - at)), end: at + 16_000 >= message.Length);
            if (!await connection.SendAsync(script)) break;
            arena.Count(1);
        }

        await connection.WaitForRefusalsAsync(Calls, s_patience);
        connection.EndSending();
    }

    private static byte[] Bomb()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(new byte[BombBytes]);
        var length = (int)compressed.Length;
        return [1, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. compressed.ToArray()];
    }
}
