using Bench.Telemetry;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Attribute = Bench.Telemetry.Attribute;
using Value = Bench.Telemetry.Value;

namespace MessageCode.Shapes;

/// <summary>The large sample: 2 sources of 2 scopes of 25 spans.</summary>
internal static class TelemetrySample
{
    private const ulong Start = 1_754_000_000_000_000_000;

    public static Batch Batch() => new() { Sources = { Enumerable.Range(0, 2).Select(Source) } };

    private static Source Source(int i) => new()
    {
        SchemaUrl = "https://schemas.example/1.27.0",
        Attributes = { Text("service.name", $"checkout-{i}"), Text("host.name", "node-17.rack-4.example"), Number("process.pid", 1000 + i) },
        Scopes = { Enumerable.Range(0, 2).Select(scope => Scope(i, scope)) },
    };

    private static Scope Scope(int source, int i) => new()
    {
        Name = $"library.of.source{source}.scope{i}",
        Version = "2.4.1",
        Spans = { Enumerable.Range(0, 25).Select(Span) },
    };

    private static Span Span(int i) => new()
    {
        TraceId = ByteString.CopyFrom(Enumerable.Range(i, 16).Select(b => (byte)b).ToArray()),
        SpanId = ByteString.CopyFrom(Enumerable.Range(i, 8).Select(b => (byte)b).ToArray()),
        ParentSpanId = ByteString.CopyFrom(Enumerable.Range(i + 1, 8).Select(b => (byte)b).ToArray()),
        Name = $"GET /carts/{{cart}}/items/{i}",
        Kind = i % 2 == 0 ? Bench.Telemetry.Span.Types.Kind.Server : Bench.Telemetry.Span.Types.Kind.Client,
        StartTimeUnixNano = Start + (ulong)i * 1_000_003,
        EndTimeUnixNano = Start + (ulong)i * 1_000_003 + 874_000,
        Attributes =
        {
            Text("http.request.method", "GET"), Text("url.path", $"/carts/4711/items/{i}"), Number("http.response.status_code", i % 10 == 0 ? 404 : 200),
            Text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"), new Attribute { Key = "cache.hit", Value = new Value { BoolValue = i % 3 == 0 } },
            new Attribute { Key = "retry.delays", Value = new Value { ListValue = new ValueList { Values = { new Value { DoubleValue = 0.25 }, new Value { DoubleValue = 0.5 } } } } },
        },
        Events = { new Span.Types.Event { TimeUnixNano = Start + (ulong)i, Name = "cache lookup", Attributes = { Text("cache.key", $"cart:4711:{i}"), Number("cache.ttl", 300) } } },
        Outcome = i % 10 == 0 ? new Outcome { Code = 5, Message = "no such item" } : null,
        Received = new Timestamp { Seconds = 1_754_000_000 + i, Nanos = 17 * i },
        Baggage = { ["tenant"] = "blue", ["region"] = "eu-central" },
    };

    private static Attribute Text(string key, string value) => new() { Key = key, Value = new Value { StringValue = value } };

    private static Attribute Number(string key, long value) => new() { Key = key, Value = new Value { IntValue = value } };
}
