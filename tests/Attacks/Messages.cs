using System.Buffers.Binary;
using System.IO.Compression;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>Messages that are, or claim to be, larger than allowed.</summary>
internal static class Messages
{
    private const int BombBytes = 64 * 1024 * 1024;
    private const int MessageLimit = 4 * 1024 * 1024;
    private const int Calls = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static Attack[] All =>
    [
        Refused("gzip bomb", "gzip", Bomb(GZip, announced: null)),
        Refused("gzip bomb that says it were as large as allowed", "gzip", Bomb(GZip, announced: MessageLimit)),
        Refused("deflate bomb", "deflate", Bomb(Deflate, announced: null)),
        Refused("length prefix of 4 GB", "gzip", [0, 255, 255, 255, 255]),
    ];

    private static Attack Refused(string name, string encoding, byte[] message) =>
        new(name, "Trailers-Only", "peregrine.server.refused_messages|", arena => arena.HoldAsync(4, connection => SendAsync(arena, connection, encoding, message)));

    private static async Task SendAsync(Arena arena, RawConnection connection, string encoding, byte[] message)
    {
        await connection.SendAsync(FrameScript.Client.SettingsAck());
        for (uint i = 0; i < Calls; i++)
        {
            var stream = 1 + 2 * i;
            var script = FrameScript.New.Headers(stream, Attacks.Calls.To("Echo", ("grpc-encoding", encoding)));
            for (var at = 0; at < message.Length; at += 16_000) script.Data(stream, message.AsSpan(at, Math.Min(16_000, message.Length - at)), end: at + 16_000 >= message.Length);
            if (!await connection.SendAsync(script)) break;
            arena.Count(1);
        }

        await connection.WaitForRefusalsAsync(Calls, s_patience);
        connection.EndSending();
    }

    private static GZipStream GZip(Stream compressed) => new(compressed, CompressionLevel.SmallestSize, leaveOpen: true);

    private static ZLibStream Deflate(Stream compressed) => new(compressed, CompressionLevel.SmallestSize, leaveOpen: true);

    /// <summary>A message of zeros, which a thousandth of their number is enough for.</summary>
    /// <param name="announced">What gzip's trailer says of their number; null: the truth, or nothing where the format has no such field.</param>
    private static byte[] Bomb(Func<Stream, Stream> compress, int? announced)
    {
        using var compressed = new MemoryStream();
        using (var stream = compress(compressed)) stream.Write(new byte[BombBytes]);
        var length = (int)compressed.Length;
        byte[] message = [1, 0, 0, 0, 0, .. compressed.ToArray()];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), length);
        if (announced is { } lie) BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(message.Length - sizeof(int)), lie);
        return message;
    }
}
