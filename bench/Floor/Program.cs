using System.Net;
using System.Net.Sockets;
using Floor;

// The floor: what sockets and frames alone cost. Usage: Floor --port PORT [--mode pool|poll]
var port = int.Parse(args[Array.IndexOf(args, "--port") + 1]);
var mode = Array.IndexOf(args, "--mode") is >= 0 and var at ? args[at + 1] : "pool";
using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
listener.Listen(1024);
Console.WriteLine($"listening on http://127.0.0.1:{port}");

switch (mode)
{
    case "pool":
        await PoolLoop.RunAsync(listener);
        return 0;
    case "poll" when OperatingSystem.IsLinux():
        PollLoop.Run(listener);
        return 0;
    default:
        await Console.Error.WriteLineAsync($"Unknown mode '{mode}' on this system: pool runs everywhere, poll on Linux.");
        return 1;
}
