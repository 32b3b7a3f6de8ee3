using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using Peregrine;
using Peregrine.Http2;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Attacks;

/// <summary>
/// The attacked: a server with default limits, but for times, which are short so that nobody waits for a minute. Its first line has the ports, without and with TLS; each line that it reads is
/// answered by one with its metrics.
/// </summary>
internal static class TargetServer
{
    public const string Service = "attack.Target";

    /// <summary>A question before whose answer garbage is collected, and its memory given back.</summary>
    public const string CollectGarbage = "collect";

    public static Method<byte[], byte[]> Echo { get; } = Unary("Echo");

    /// <summary>How long the attacked is patient with everything.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await using var server = new GrpcServer(new GrpcServerOptions
        {
            Tls = new TlsServerOptions { Certificate = TestCertificates.Shared.Localhost() },
            HandshakeTimeout = Patience,
            StallTimeout = Patience,
            Http2 = new Http2ConnectionOptions { PrefaceTimeout = Patience, SettingsAckTimeout = Patience, HeaderBlockTimeout = Patience },
        });
        var calls = ServerServiceDefinition.CreateBuilder();
        calls.AddMethod(Echo, (request, _) => Task.FromResult(request));
        calls.AddMethod(Unary("Slow"), async (request, context) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.CancellationToken);
            return request;
        });
        calls.AddMethod(Unary("Give"), (request, _) => Task.FromResult(new byte[BinaryPrimitives.ReadInt32BigEndian(request)]));
        server.Add(calls.Build());
        var plain = await server.StartAsync("http://127.0.0.1:0");
        var secure = await server.StartAsync("https://127.0.0.1:0");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{((IPEndPoint)plain.EndPoint).Port} {((IPEndPoint)secure.EndPoint).Port}"));
        while (await Console.In.ReadLineAsync() is { } question)
        {
            if (question == CollectGarbage) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            Console.WriteLine(Measure());
        }
    }

    private static Method<byte[], byte[]> Unary(string name)
    {
        var bytes = Marshallers.Create<byte[]>(static message => message, static payload => payload);
        return new Method<byte[], byte[]>(MethodType.Unary, Service, name, bytes, bytes);
    }

    // instrument|error.type=value;...
    private static string Measure()
    {
        var line = new StringBuilder();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Peregrine.Server") listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return line.ToString();

        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            line.Append(CultureInfo.InvariantCulture, $"{instrument.Name}|{(tags.IsEmpty ? "" : tags[0].Value)}={value};");
    }
}
