using System.Text;
using Fuzz.Models;
using Peregrine.Http2;
using Peregrine.TestKit;

namespace Fuzz.Ends;

/// <summary>Frames of a peer that keeps to no rule, chosen so that they mostly mean something: the streams exist or did, the blocks decode.</summary>
internal sealed class PeerScript(Choices choices, NaiveConnection state)
{
    private static readonly string[] s_names =
    [
        ":method", ":scheme", ":path", ":authority", ":status", "te", "host", "content-length", "connection", "a", "Upper", "", "x y", "cookie", ":unknown", "keep-alive", "content-type", "transfer-encoding",
    ];

    private static readonly string[] s_values = ["POST", "CONNECT", "http", "/", "*", "", "a", "200", "100", "101", "304", "0", "5", "99999999999999999999", "trailers", " a", "a\n", "b", "application/grpc"];

    private readonly List<byte> _bytes = [];
    private uint _newest;

    /// <summary>One or a few frames.</summary>
    public byte[] Next()
    {
        _bytes.Clear();
        switch (choices.Below(16))
        {
            case 0 or 1 or 2:
                Headers(choices.OneIn(4) ? AnyId() : NewId());
                break;
            case 3:
                Headers(AnyId());
                break;
            case 4 or 5 or 6:
                Data();
                break;
            case 7 or 8:
                WindowUpdate();
                break;
            case 9 or 10:
                Frame(3, 0, AnyId(), UInt32(choices.Of<uint>(8, 0, 5, 7, 99)));
                break;
            case 11:
                Settings();
                break;
            case 12:
                Frame(6, (byte)choices.Below(2), 0, new byte[choices.OneIn(16) ? 7 : 8]);
                break;
            case 13:
                Frame(2, 0, AnyId(), [.. UInt32(AnyId()), 7]);
                break;
            case 14:
                GoAwayOrAck();
                break;
            default:
                Frame(choices.Below(12), choices.Byte(), AnyId(), choices.Bytes(30));
                break;
        }

        return [.. _bytes];
    }

    public byte[] Settings()
    {
        var payload = new List<byte>();
        for (var count = choices.Below(4); count > 0; count--)
        {
            var id = 1 + choices.Below(7);
            uint value = id switch
            {
                1 => choices.Of<uint>(4096, 0, 100, 65_536),
                2 => choices.Of<uint>(0, 0, 0, 1, 2),
                3 => choices.Of<uint>(100, 1, 0, 3),
                4 => choices.Of<uint>(65_535, 0, 10, 1_000_000, int.MaxValue, 0x8000_0000),
                5 => choices.Of<uint>(16_384, 20_000, 100_000, 16_383),
                _ => choices.UInt32(),
            };
            payload.AddRange([0, (byte)id, .. UInt32(value)]);
        }

        _bytes.Clear();
        Frame(4, 0, 0, [.. payload]);
        return [.. _bytes];
    }

    private void GoAwayOrAck()
    {
        if (choices.OneIn(3)) Frame(7, 0, 0, [.. UInt32(choices.Of<uint>(int.MaxValue, 0, 1, 3, 5, 9)), .. UInt32(choices.Of<uint>(0, 2, 11))]);
        else Frame(4, 1, 0, []);
    }

    private void Data()
    {
        var data = new byte[choices.Size(17_000)];
        var flags = choices.OneIn(3) ? 1 : 0;
        if (choices.OneIn(5)) Frame(0, (byte)(flags | 8), AnyId(), [(byte)choices.Of(0, 3, 255), .. data]);
        else Frame(0, (byte)flags, AnyId(), data);
    }

    private void WindowUpdate() =>
        Frame(8, 0, choices.OneIn(2) ? 0 : AnyId(), UInt32(choices.Of<uint>(1, 100, 5000, 65_535, 1_000_000, 0, int.MaxValue, 0x8000_0001)));

    private void Headers(uint id)
    {
        var block = Block();
        var flags = choices.OneIn(3) ? 1 : 0;
        var padding = Array.Empty<byte>();
        if (choices.OneIn(12))
        {
            flags |= 0x20;
            block = [.. UInt32(choices.Of<uint>(0, id, 3)), 9, .. block];
        }

        if (choices.OneIn(12))
        {
            flags |= 0x8;
            padding = new byte[choices.Below(4)];
        }

        var cut = choices.OneIn(6) ? choices.Below(block.Length + 1) : block.Length;
        var length = flags & 8;
        byte[] first = length != 0 ? [(byte)padding.Length, .. block[..cut], .. padding] : block[..cut];
        Frame(1, (byte)(flags | (cut == block.Length ? 4 : 0)), id, first);
        if (cut == block.Length) return;
        for (var parts = choices.Below(3); parts > 0; parts--) Frame(9, 0, id, []);
        if (!choices.OneIn(8)) Frame(9, 4, id, block[cut..]);
    }

    private byte[] Block()
    {
        var block = new List<byte>();
        switch (choices.Below(10))
        {
            case 0 or 1 or 2 or 3:
                Add(block, state.Role == Http2Role.Server ? [(":method", "POST"), (":scheme", "http"), (":path", "/")] : [(":status", "200")]);
                if (choices.OneIn(4)) Add(block, [("content-length", choices.Of("5", "0", "100", "16384"))]);
                break;
            case 4:
                Add(block, [("grpc-status", "0")]);
                break;
            case 5:
                Add(block, [(":status", choices.Of("100", "103", "304", "101"))]);
                break;
            case 6 or 7:
                if (choices.OneIn(2)) Add(block, [(":method", "POST"), (":scheme", "http"), (":path", "/")]);
                for (var count = choices.Below(7); count > 0; count--) Add(block, [(choices.Of<string>(s_names), choices.Of<string>(s_values))]);
                break;
            case 8:
                Add(block, [("long", new string('v', choices.Size(40_000)))]);
                break;
            default:
                block.AddRange(choices.Bytes(30));
                break;
        }

        return [.. block];
    }

    // Literals with and without indexing; the static and the dynamic table by the raw bytes above.
    private void Add(List<byte> block, ReadOnlySpan<(string Name, string Value)> fields)
    {
        var pattern = choices.Of<byte>(0x00, 0x40, 0x10);
        foreach (var (name, value) in fields)
        {
            block.Add(pattern);
            foreach (var text in (ReadOnlySpan<string>)[name, value])
            {
                HeaderBlocks.AddInteger(block, 0, 7, text.Length);
                block.AddRange(Encoding.Latin1.GetBytes(text));
            }
        }
    }

    private uint NewId()
    {
        if (state.Role == Http2Role.Client) return AnyId();
        _newest = Math.Max(_newest, state.LastPeerId);
        _newest += _newest % 2 == 0 ? 1u : choices.OneIn(16) ? 4u : 2u;
        return _newest;
    }

    private uint AnyId()
    {
        var known = state.Streams.Count;
        var kind = choices.Byte();
        if (kind >= 250) return (uint)kind - 250;
        if (known == 0) return 1;
        // The youngest are the most interesting, but old ones come, too.
        var back = kind < 128 ? kind % Math.Min(known, 3) : kind % known;
        return state.Streams.Keys.ElementAt(known - 1 - back);
    }

    private void Frame(int type, byte flags, uint id, byte[] payload)
    {
        _bytes.AddRange([(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)type, flags, .. UInt32(id)]);
        _bytes.AddRange(payload);
    }

    private static byte[] UInt32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
