using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Interop.Http2Server;
using Peregrine.TestKit;
using Peregrine.Transports;

var port = new Option<int>("--port") { Description = "The port; 0 takes a free one. Further cases take free ones." };
var cases = new Option<string>("--test_case") { Description = "One case, or several with commas: each has a port of its own.", DefaultValueFactory = _ => string.Join(',', PlayTable.Plays.Keys) };
var useTls = new Option<bool>("--use_tls") { Description = "Accepted for the standard command line; these cases are plaintext." };
var root = new RootCommand("The server of gRPC's http2 cases: frames written by hand, which no honest server would send. A client that does not cope finds its call failed.") { port, cases, useTls };

root.SetAction(async (arguments, cancellation) =>
{
    var wanted = arguments.GetValue(port);
    var listening = new List<Task>();
    foreach (var name in arguments.GetValue(cases)!.Split(','))
    {
        if (!PlayTable.Plays.TryGetValue(name, out var play))
        {
            Console.Error.WriteLine($"There is no case '{name}'. There are: {string.Join(' ', PlayTable.Plays.Keys)}");
            return 2;
        }
        var listener = await SocketListener.BindAsync(ServerAddress.Parse($"http://127.0.0.1:{wanted}"), cancellationToken: cancellation);
        Console.WriteLine($"listening on {((IPEndPoint)listener.BoundAddress.EndPoint).Port} {name}");
        listening.Add(ListenAsync(listener, play, cancellation));
        wanted = 0;
    }
    await Task.WhenAll(listening);
    return 0;
});

return await root.Parse(args).InvokeAsync();

static async Task ListenAsync(SocketListener listener, Func<Play> play, CancellationToken cancellation)
{
    await using var owned = listener;
    try
    {
        while (await listener.AcceptAsync(cancellation) is { } bytes) _ = PlayAsync(bytes, play());
    }
    catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
    {
        // Interrupted.
    }
}

static async Task PlayAsync(ByteConnection bytes, Play play)
{
    await using var peer = new ScriptedPeer(bytes);
    try
    {
        await new PlayedConnection(peer, play).RunAsync();
    }
    catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
    {
        // The client left, as some of these cases make it.
    }
}
