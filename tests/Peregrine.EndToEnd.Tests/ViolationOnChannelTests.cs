using Peregrine.Http2;
using Peregrine.TestKit;
using Peregrine.TestKit.Violations;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>A server that breaks rules, against a channel that has an honest call open on the same connection.</summary>
public class ViolationOnChannelTests
{
    private static readonly byte[] s_message = [0, 0, 0, 0, 1, (byte)'x'];

    public static TheoryData<int, string> OfStream => Select(each => !each.IsOfConnection);

    public static TheoryData<int, string> OfConnection => Select(each => each is { IsOfConnection: true, IsFresh: false });

    public static TheoryData<int, string> OfFirstBytes => Select(each => each.IsFresh);

    [Theory]
    [MemberData(nameof(OfStream))]
    public async Task A_violation_of_a_stream_fails_its_call_and_disturbs_nothing_else(int index, string name)
    {
        var each = At(index, name);
        await using var channel = Channel(out var peer);
        var (honest, broken) = await TwoCallsAsync(channel, peer);
        await peer.SendAsync(each.Script);

        Assert.Equal(each.Answer, (await peer.WaitForAsync("RST_STREAM")).ToString());
        var error = await Assert.ThrowsAsync<RpcException>(() => broken);
        Assert.Contains(each.Text, error.Status.Detail, StringComparison.Ordinal);

        await AnswerAsync(peer, ViolationCase.HonestStream);
        Assert.Equal("x", await honest);
        var later = CallAsync(channel);
        await peer.WaitForAsync("DATA 5 ");
        await AnswerAsync(peer, 5);
        Assert.Equal("x", await later);
    }

    [Theory]
    [MemberData(nameof(OfConnection))]
    public async Task A_violation_of_the_connection_ends_it_and_each_call_is_told_why(int index, string name)
    {
        var each = At(index, name);
        await using var channel = Channel(out var peer);
        var (honest, broken) = await TwoCallsAsync(channel, peer);
        await peer.SendAsync(each.Script);

        await peer.ReadToEndAsync();

        Assert.StartsWith(each.Answer, peer.Seen[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains(each.Text, peer.Seen[^1].ToString(), StringComparison.Ordinal);
        foreach (var call in (Task[])[honest, broken])
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => call);
            Assert.Contains(each.Text, error.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(OfFirstBytes))]
    public async Task A_server_whose_first_bytes_are_not_HTTP_2_gets_no_call(int index, string name)
    {
        var each = At(index, name);
        await using var channel = Channel(out var peer);
        var call = CallAsync(channel);
        await peer.WaitForAsync("SETTINGS");
        await peer.SendAsync(each.Script);

        await peer.ReadToEndAsync();

        Assert.StartsWith(each.Answer, peer.Seen[^1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(peer.Seen, frame => frame.Name == "HEADERS");
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
    }

    private static TheoryData<int, string> Select(Func<ViolationCase, bool> wanted)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, each) in ViolationCases.All.Index())
        {
            if (each.Role == Http2Role.Client && wanted(each)) data.Add(index, each.ToString());
        }
        return data;
    }

    private static ViolationCase At(int index, string name)
    {
        var each = ViolationCases.All.ElementAt(index);
        Assert.Equal(name, each.ToString());
        return each;
    }

    private static GrpcChannel Channel(out ScriptedPeer peer)
    {
        var (ours, theirs) = MemoryConnection.CreatePair();
        peer = new ScriptedPeer(theirs);
        var connections = new Queue<ByteConnection>([ours]);
        return GrpcChannel.ForAddress("http://in-memory", new GrpcChannelOptions
        {
            ConnectCallback = _ => connections.TryDequeue(out var next) ? new(next) : throw new IOException("there is one connection only"),
        });
    }

    private static async Task<string> CallAsync(GrpcChannel channel) => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x");

    private static async Task<(Task<string> Honest, Task<string> Broken)> TwoCallsAsync(GrpcChannel channel, ScriptedPeer peer)
    {
        var honest = CallAsync(channel);
        await peer.WaitForAsync("SETTINGS");
        await peer.SendAsync(FrameScript.Server.SettingsAck());
        await peer.WaitForAsync($"DATA {ViolationCase.HonestStream} ");
        var broken = CallAsync(channel);
        await peer.WaitForAsync($"DATA {ViolationCase.BrokenStream} ");
        return (honest, broken);
    }

    private static Task AnswerAsync(ScriptedPeer peer, uint stream) => peer.SendAsync(FrameScript.New
        .Headers(stream, HeaderBlocks.Response("200", ("content-type", "application/grpc")))
        .Data(stream, s_message)
        .Headers(stream, HeaderBlocks.Of(("grpc-status", "0")), end: true));
}
