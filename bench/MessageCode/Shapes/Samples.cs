using Bench.Legacy;
using Bench.Shapes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace MessageCode.Shapes;

/// <summary>One filled message per shape. Contents are fixed, so that runs measure the same work.</summary>
internal static class Samples
{
    private const string Ascii = "It was a bright cold day in April, and the clocks were striking thirteen. ";
    private const string Beyond = "Größe, œuvre, Ελληνικά, 日本語のテキスト, 😀. ";

    public static IReadOnlyList<Sample> All { get; } =
    [
        new("hello", new Hello { Name = "world" }),
        new("flat", new Flat
        {
            Id = 4711, Version = 3, Active = true, Score = 0.75, Name = "a flat message", Level = Level.High, Flags = 0x1234,
            Offset = -12, Token = 0xFEDCBA9876543210, Ratio = 1.5F, Total = 123456789012, Balance = -99999,
        }),
        new("integers", new Integers
        {
            A = 1, B = 300, C = -1, D = int.MaxValue, E = 5, F = 70000, G = long.MaxValue, H = -7, I = 9, J = 1u << 30, K = 11, L = ulong.MaxValue,
            M = -13, N = 1 << 20, O = -15, P = 1L << 40, Q = 17, R = 18000, S = 19, T = 1L << 33,
        }),
        new("strings", new Strings
        {
            Id = "0c8f9a4e-9d3a-4f5e-8a39-1f4b8f7f6b1d", Title = Ascii, Text = Repeat(Ascii, 12), Language = "de-AT", Author = "Zoë Ångström",
            City = "Łódź", Street = "Ulica Piotrkowska 100", Note = Repeat(Beyond, 5),
        }),
        new("repeated string", new StringList { Values = { Range(100).Select(i => $"value number {i}") } }),
        new("packed varints", new PackedVarints
        {
            Small = { Range(500).Select(i => i % 200) },
            Large = { Range(500).Select(i => (long)i * i * i * 37) },
            Signed = { Range(500).Select(i => i % 2 == 0 ? i * 3 : -i) },
            Positive = { Range(500).Select(i => (ulong)i << (i % 50)) },
        }),
        new("packed fixed", new PackedFixed
        {
            Doubles = { Range(500).Select(i => i * 0.1) },
            Words = { Range(500).Select(i => (uint)i * 2654435761u) },
            Bits = { Range(500).Select(i => i % 3 == 0) },
        }),
        new("unpacked", new Unpacked { Values = { Range(300).Select(i => i * 7) } }),
        new("packed enums", new Enums { Levels = { Range(300).Select(i => (Level)(i % 3)) } }),
        new("maps", Filled(new Maps())),
        new("tree", Tree("root", 6)),
        new("chain of 40", Chain(40)),
        new("rows", new Table { Rows = { Range(200).Select(i => new Table.Types.Row { Id = i * 1001L, Key = $"row-{i:D5}", Value = i / 3.0, Valid = i % 2 == 0 }) } }),
        new("bytes 1 KiB", new Blob { Data = ByteString.CopyFrom(new byte[1024]) }),
        new("bytes 64 KiB", new Blob { Data = ByteString.CopyFrom(new byte[65536]) }),
        new("oneof, optional, wrapper", new Choice
        {
            Hello = new Hello { Name = "inside" }, Maybe = 0, Perhaps = "", Wrapped = 17, At = new Timestamp { Seconds = 1754000000, Nanos = 123456789 },
        }),
        new("proto2", new Order
        {
            Number = 4711, Customer = "Łucja Österberg", Paid = false, Codes = { 1, 200, 30000 },
            Lines = { Range(5).Select(i => new Order.Types.Line { Article = $"article {i}", Count = i, Price = i * 1.5 }) },
        }),
        new("telemetry batch", TelemetrySample.Batch()),
    ];

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static Maps Filled(Maps maps)
    {
        foreach (var i in Range(50))
        {
            maps.Labels.Add($"label-{i}", $"text of label {i}");
            maps.Counts.Add(i * 31, i * 1_000_003L);
        }
        return maps;
    }

    private static Tree Tree(string name, int depth)
    {
        var tree = new Tree { Name = name, Weight = depth };
        if (depth > 0)
            tree.Children.Add([Tree(name + "/left", depth - 1), Tree(name + "/right", depth - 1)]);
        return tree;
    }

    private static Chain Chain(int depth) => depth == 1 ? new Chain { Depth = 1 } : new Chain { Depth = depth, Next = Chain(depth - 1) };
}
