using System.Net;
using System.Net.Sockets;
using Floor;
using Measuring;

// The floor: what sockets and frames alone cost.
//   Floor --port PORT [--mode pool|poll]       answers calls, see FrameEcho
//   Floor --port PORT --mode copy              the other end of `Floor copy` and `Floor messages`
//   Floor call ADDRESS 1 100 SECONDS ...       unary calls as bare as that, see FrameCaller
//   Floor copy ADDRESS 1 1 SECONDS ...         blocks of bytes over a bare socket, as the load clients do messages
//   Floor messages ADDRESS 1 1 SECONDS ...     the same, each block a message of protobuf
//   Floor hold ADDRESS CONNECTIONS STREAMS     opens connections with calls that stay open, and keeps them until its standard input ends
switch (args)
{
    case ["call", .. var rest]:
        return await LoadCommand.RunAsync("Floor call", rest, ["unary"], FrameCaller.MeasureAsync);
    case ["copy", .. var rest]:
        return await LoadCommand.RunAsync("Floor copy", rest, ["serverstream", "clientstream"], BlockCopy.MeasureAsync);
    case ["messages", .. var rest]:
        return await LoadCommand.RunAsync("Floor messages", rest, ["serverstream", "clientstream"], BlockCopy.MeasureMessagesAsync);
    case ["hold", var address, var connections, var streams]:
        return Holder.Run(new Uri(address), int.Parse(connections), int.Parse(streams));
}

if (ServerArguments.Parse(args) is not { } arguments) return await ExplainAsync();
using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, arguments.Port));
listener.Listen(1024);
Console.WriteLine($"listening on {arguments.Address}");

switch (Array.IndexOf(args, "--mode") is >= 0 and var at ? args[at + 1] : "pool")
{
    case "pool":
        await PoolLoop.RunAsync(listener);
        return 0;
    case "poll" when OperatingSystem.IsLinux():
        PollLoop.Run(listener);
        return 0;
    case "copy":
        BlockCopy.Serve(listener);
        return 0;
    default:
        return await ExplainAsync();
}

static async Task<int> ExplainAsync()
{
    await Console.Error.WriteLineAsync("Usage: Floor --port PORT [--mode pool|poll|copy] (poll on Linux only), Floor call|copy|messages ..., Floor hold ADDRESS CONNECTIONS STREAMS");
    return 2;
}
