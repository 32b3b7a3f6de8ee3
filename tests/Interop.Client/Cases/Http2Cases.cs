using Peregrine;

namespace Interop.Client.Cases;

/// <summary>Against a server that plays foul by the book (tests/Interop.Http2Server, one port for each case). What the server checks itself shows here as a failed call.</summary>
internal static class Http2Cases
{
    private const int ConcurrentCalls = 10;

    /// <summary>The server goes away after the first call: the second one finds another connection by itself.</summary>
    public static async Task GoAway(InteropPeer peer)
    {
        await UnaryCases.LargeUnary(peer);
        await UnaryCases.LargeUnary(peer);
    }

    /// <summary>The server resets the stream before there are trailers: not even NO_ERROR makes that a success.</summary>
    public static async Task Reset(InteropPeer peer)
    {
        try
        {
            await peer.Test.UnaryCallAsync(Requests.Large());
        }
        catch (RpcException e) when (e.StatusCode != StatusCode.OK && e.Status.Detail.Length > 0)
        {
            return;
        }
        throw new CaseFailedException("the call succeeded although the server cut it off");
    }

    public static Task Ping(InteropPeer peer) => UnaryCases.LargeUnary(peer);

    /// <summary>The first call learns that one stream is allowed; the others wait for each other.</summary>
    public static async Task MaxStreams(InteropPeer peer)
    {
        await UnaryCases.LargeUnary(peer);
        await Task.WhenAll(Enumerable.Range(0, ConcurrentCalls).Select(_ => UnaryCases.LargeUnary(peer)));
    }
}
