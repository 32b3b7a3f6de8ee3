using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>Who is not served, and what it is told.</summary>
[Collection("Alone")] // the counts of servers in other tests would mix with these
public class AdmissionTests
{
    [Fact]
    public async Task A_connection_past_the_limit_is_told_so_and_those_before_it_are_served()
    {
        await using var server = new GrpcServer(new GrpcServerOptions { MaxConnections = 2 });
        server.Add(new Echo());
        await using var first = Connect(server);
        await using var second = Connect(server);
        await using var third = Connect(server);

        await third.ReadToEndAsync();
        await second.SendAsync(FrameScript.Client.Call(1).Data(1, new byte[5], end: true));

        Assert.Equal("GOAWAY 0 EnhanceYourCalm", third.Seen[^1].ToString()[..24]);
        Assert.Contains("2 connections", Encoding.Latin1.GetString(third.Seen[^1].Payload.AsSpan(8)), StringComparison.Ordinal);
        await second.WaitForAsync(frame => frame is { Name: "HEADERS", StreamId: 1, EndStream: true });
        Assert.Equal(1, Count("peregrine.server.refused_connections", "TooManyConnections"));
        Assert.Equal(2, Count("peregrine.server.active_connections"));
    }

    [Fact]
    public async Task The_place_of_a_connection_that_ended_is_free()
    {
        await using var server = new GrpcServer(new GrpcServerOptions { MaxConnections = 1 });
        server.Add(new Echo());
        await using (var first = Connect(server))
        {
            await first.SendAsync(FrameScript.Client);
            await first.WaitForAsync("SETTINGS ack");
        }

        // The server notices the end soon, not at once.
        bool isServed;
        do
        {
            await using var next = Connect(server);
            try
            {
                await next.SendAsync(FrameScript.Client);
                isServed = (await next.WaitForAsync(frame => frame.Name == "GOAWAY" || frame.ToString() == "SETTINGS ack")).Name == "SETTINGS";
            }
            catch (IOException)
            {
                isServed = false; // a pipe in memory takes nothing more when the other end has closed
            }
        }
        while (!isServed);
    }

    [Fact]
    public async Task A_TLS_client_that_takes_no_part_in_ALPN_is_told_to_offer_h2()
    {
        await using var server = await StartWithTlsAsync(new GrpcServerOptions());
        await using var stream = await ConnectAsync(server);
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null });
        await using var peer = new ScriptedPeer(new StreamConnection(tls));

        await peer.ReadToEndAsync();

        Assert.StartsWith("GOAWAY 0 InadequateSecurity", peer.Seen[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains("offer the protocol h2", Encoding.Latin1.GetString(peer.Seen[^1].Payload.AsSpan(8)), StringComparison.Ordinal);
        Assert.Equal(1, Count("peregrine.server.refused_connections", "NoAlpn"));
    }

    [Fact]
    public async Task A_TLS_handshake_that_is_not_finished_in_time_ends_the_connection()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StartWithTlsAsync(new GrpcServerOptions { TimeProvider = clock });
        await using var stream = await ConnectAsync(server);
        while (Count("peregrine.server.active_handshakes") == 0) await Task.Yield();

        clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAnyAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1]));
        while (Count("peregrine.server.refused_connections", "HandshakeTimeout") == 0) await Task.Yield();
    }

    [Fact]
    public async Task When_too_many_TLS_handshakes_are_under_way_the_oldest_makes_room()
    {
        await using var server = await StartWithTlsAsync(new GrpcServerOptions { MaxHandshakes = 2 });
        await using var oldest = await ConnectAsync(server);
        while (Count("peregrine.server.active_handshakes") < 1) await Task.Yield();
        await using var second = await ConnectAsync(server);
        while (Count("peregrine.server.active_handshakes") < 2) await Task.Yield();

        await using var channel = GrpcChannel.ForAddress(server.Addresses[0].Text, new GrpcChannelOptions { Tls = new TlsClientOptions { TrustedRoots = TestCertificates.Shared.Roots } });
        var answer = await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "hello");

        Assert.Equal("hello", answer);
        await Assert.ThrowsAnyAsync<IOException>(async () => await oldest.ReadExactlyAsync(new byte[1]));
        while (Count("peregrine.server.refused_connections", "TooManyHandshakes") == 0) await Task.Yield();
    }

    [Fact]
    public async Task What_a_client_breaks_is_counted_by_its_name()
    {
        await using var server = new GrpcServer();
        server.Add(new Echo());
        await using var peer = Connect(server);

        await peer.SendAsync(FrameScript.Client.Call(1).WindowUpdate(1, 0).SettingsAck().Ping(1));
        await peer.WaitForAsync("PING");
        await peer.SendAsync(FrameScript.New.Data(7, 1));
        await peer.ReadToEndAsync();

        while (Count("peregrine.server.ended_connections", "DataOnIdleStream") == 0) await Task.Yield();
        Assert.Equal(1, Count("peregrine.server.reset_streams", "WindowUpdateOfZeroOnStream"));
        Assert.InRange(Count("peregrine.server.abuse_points"), 2, 5);
        Assert.Equal(0, Count("peregrine.server.active_connections"));
    }

    /// <summary>The sum of what an instrument measures now.</summary>
    private static long Count(string instrument, string? errorType = null)
    {
        long sum = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, listening) =>
            {
                if (published.Meter.Name == "Peregrine.Server" && published.Name == instrument) listening.EnableMeasurementEvents(published);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Add(value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;

        void Add(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var type = tags.IsEmpty ? null : tags[0].Value as string;
            if (errorType is null || errorType == type) sum += value;
        }
    }

    private static ScriptedPeer Connect(GrpcServer server)
    {
        var (ours, theirs) = MemoryConnection.CreatePair();
        server.Serve(theirs);
        return new ScriptedPeer(ours);
    }

    private static async Task<GrpcServer> StartWithTlsAsync(GrpcServerOptions options)
    {
        options.Tls = new TlsServerOptions { Certificate = TestCertificates.Shared.Localhost() };
        var server = new GrpcServer(options);
        server.Add(new Echo());
        await server.StartAsync("https://127.0.0.1:0");
        return server;
    }

    private static async Task<NetworkStream> ConnectAsync(GrpcServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync((IPEndPoint)server.Addresses[0].EndPoint);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
