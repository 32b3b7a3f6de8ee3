using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Floor;

/// <summary>The floor on its own epoll loop: one thread waits, receives, answers and sends; nothing is handed to another thread.</summary>
[SupportedOSPlatform("linux")]
internal static class PollLoop
{
    private const int InputSize = 128 * 1024;
    private const int MaxEvents = 256;

    public static void Run(Socket listener)
    {
        using var poll = new Epoll(MaxEvents);
        var connections = new Dictionary<int, Connection>();
        var accepting = (int)listener.Handle;
        poll.Add(accepting);
        var input = new byte[InputSize];
        while (true)
        {
            foreach (var descriptor in poll.Wait())
            {
                if (descriptor == accepting)
                {
                    var connection = new Connection(listener.Accept());
                    connections.Add(connection.Descriptor, connection);
                    poll.Add(connection.Descriptor);
                }
                else if (!connections[descriptor].Serve(input))
                {
                    connections.Remove(descriptor, out var closed);
                    closed!.Dispose();
                }
            }
        }
    }

    /// <summary>One accepted socket. The input array is shared by all connections; what a partial frame leaves over is kept here.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket;
        private readonly FrameEcho _echo = new();
        private byte[] _rest = [];

        public Connection(Socket socket)
        {
            _socket = socket;
            _socket.NoDelay = true;
            _socket.Blocking = false;
            Descriptor = (int)socket.Handle;
        }

        public int Descriptor { get; }

        /// <summary>Answers what has arrived; false when the connection is over.</summary>
        public bool Serve(byte[] input)
        {
            _rest.CopyTo(input, 0);
            var received = Epoll.Receive(Descriptor, input.AsSpan(_rest.Length));
            if (received < 0) return Epoll.WasNotReady;
            if (received == 0) return false;

            var filled = _rest.Length + received;
            var used = _echo.Receive(input.AsSpan(0, filled));
            _rest = used == filled ? [] : input.AsSpan(used, filled - used).ToArray();
            return SendAll();
        }

        public void Dispose() => _socket.Dispose();

        private bool SendAll()
        {
            var output = _echo.Output.Span;
            while (output.Length > 0)
            {
                var sent = Epoll.Send(Descriptor, output);
                if (sent < 0)
                {
                    if (!Epoll.WasNotReady) return false;
                    // A full socket buffer stops this whole loop: loads with small answers never get here.
                    _socket.Poll(-1, SelectMode.SelectWrite);
                    continue;
                }

                output = output[sent..];
            }

            _echo.Sent();
            return true;
        }
    }
}
