using System.Text;
using Peregrine.Http2;
using Peregrine.TestKit;
using Peregrine.TestKit.Violations;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>A client that breaks each rule once, against a server that has an honest call open on the same connection.</summary>
public class ViolationOnServerTests
{
    private const uint LaterStream = 101;

    // What only a server can break; played against a channel (ViolationOnChannelTests).
    private static readonly Violation[] s_ofServers =
    [
        Violation.SettingsEnablePushFromServer, Violation.HeadersOnIdleStream, Violation.DataBeforeHeaders, Violation.InformationalWithEndStream,
        Violation.PseudoFieldOfRequestInResponse, Violation.StatusMissing, Violation.StatusInvalid, Violation.StatusSwitchingProtocols,
    ];

    // No broken rules, but ways in which a peer ends a stream.
    private static readonly Violation[] s_endings = [Violation.None, Violation.ResetByPeer, Violation.NotProcessedByPeer];

    private static readonly byte[] s_message = [0, 0, 0, 0, 1, (byte)'x'];

    public static TheoryData<int, string> OfStream => Select(each => !each.IsOfConnection);

    public static TheoryData<int, string> OfConnection => Select(each => each is { IsOfConnection: true, IsAnsweredInFrames: true });

    public static TheoryData<int, string> OfOtherProtocols => Select(each => !each.IsAnsweredInFrames);

    [Theory]
    [MemberData(nameof(OfStream))]
    public async Task A_violation_of_a_stream_resets_it_and_disturbs_nothing_else(int index, string name)
    {
        var each = At(index, name);
        await using var server = Serving(each, new FakeTimeProvider(), out var peer);
        await using var leaving = peer; // before the server, whose clock stands still
        await ShakeHandsAsync(each, server, peer);
        await peer.SendAsync(each.Script);

        Assert.Equal(each.Answer, (await peer.WaitForAsync("RST_STREAM")).ToString());

        await ExpectEchoAsync(peer, ViolationCase.HonestStream);
        if (each.IsDrained) return;
        await peer.SendAsync(FrameScript.New.Call(LaterStream));
        await ExpectEchoAsync(peer, LaterStream);
    }

    [Theory]
    [MemberData(nameof(OfConnection))]
    public async Task A_violation_of_the_connection_ends_it_with_a_GOAWAY_that_says_what_was_wrong(int index, string name)
    {
        var each = At(index, name);
        var clock = new FakeTimeProvider();
        await using var server = Serving(each, clock, out var peer);
        if (!each.IsFresh) await ShakeHandsAsync(each, server, peer);
        await PlayAsync(each, peer);

        var end = peer.ReadToEndAsync();
        while (each.Wait > TimeSpan.Zero && !end.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await end;

        Assert.StartsWith(each.Answer, peer.Seen[^1].ToString(), StringComparison.Ordinal);
        var debug = Encoding.Latin1.GetString(peer.Seen[^1].Payload.AsSpan(8));
        Assert.Contains(each.Text, debug, StringComparison.Ordinal);
        Assert.DoesNotContain(debug, character => character is < ' ' or > '~');
    }

    [Theory]
    [MemberData(nameof(OfOtherProtocols))]
    public async Task A_peer_that_speaks_another_protocol_is_told_so_in_its_own(int index, string name)
    {
        var each = At(index, name);
        await using var server = Serving(each, new FakeTimeProvider(), out var peer);
        await peer.SendAsync(each.Script);

        await peer.ReceiveToEndAsync();

        Assert.Contains(each.Answer, Encoding.Latin1.GetString([.. peer.Unread]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_violation_that_a_client_can_commit_is_played_against_the_server()
    {
        var played = ViolationCases.All.Where(each => each.Role == Http2Role.Server).Select(each => each.Violation).ToHashSet();

        Assert.Equal([.. s_endings, .. s_ofServers], Enum.GetValues<Violation>().Where(violation => !played.Contains(violation)).OrderBy(violation => Array.IndexOf([.. s_endings, .. s_ofServers], violation)));
    }

    private static TheoryData<int, string> Select(Func<ViolationCase, bool> wanted)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, each) in ViolationCases.All.Index())
        {
            if (each.Role == Http2Role.Server && wanted(each)) data.Add(index, each.ToString());
        }
        return data;
    }

    private static ViolationCase At(int index, string name)
    {
        var each = ViolationCases.All.ElementAt(index);
        Assert.Equal(name, each.ToString());
        return each;
    }

    private static GrpcServer Serving(ViolationCase each, TimeProvider clock, out ScriptedPeer peer)
    {
        var server = new GrpcServer(new GrpcServerOptions { Http2 = each.Options ?? Http2ConnectionOptions.Default, TimeProvider = clock });
        server.Add(new Echo());
        var (ours, theirs) = MemoryConnection.CreatePair();
        server.Serve(theirs);
        peer = new ScriptedPeer(ours);
        return server;
    }

    private static async Task ShakeHandsAsync(ViolationCase each, GrpcServer server, ScriptedPeer peer)
    {
        await peer.SendAsync(FrameScript.Client.Call(ViolationCase.HonestStream).SettingsAck());
        await peer.WaitForAsync("SETTINGS ack");
        if (!each.IsDrained) return;
        _ = server.StopAsync();
        var ping = await peer.WaitForAsync("PING");
        await peer.SendAsync(FrameScript.New.Frame(ping.Type, FrameScript.Ack, 0, ping.Payload));
        await peer.WaitForAsync("GOAWAY 1");
    }

    private static async Task PlayAsync(ViolationCase each, ScriptedPeer peer)
    {
        await peer.SendAsync(each.Script);
        if (each.IsGreeted) await peer.WaitForAsync("SETTINGS ack");
        if (each.OnceAnswered is not { } more) return;
        await peer.WaitForAsync(frame => frame.StreamId == ViolationCase.BrokenStream && frame is { Name: "HEADERS", EndStream: true });
        await peer.SendAsync(more);
    }

    private static async Task ExpectEchoAsync(ScriptedPeer peer, uint stream)
    {
        await peer.SendAsync(FrameScript.New.Data(stream, s_message, end: true));
        Assert.Equal(s_message, (await peer.WaitForAsync($"DATA {stream} ")).Payload);
        Assert.EndsWith("end", (await peer.WaitForAsync($"HEADERS {stream} ")).ToString(), StringComparison.Ordinal);
    }
}
