using System.Buffers.Binary;
using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Measuring;

namespace Floor;

/// <summary>
/// Blocks of bytes over a bare socket, one after the other, blocking: what no protocol on a socket can be faster than. As messages, each block is written by the
/// runtime of protobuf and read by it: what no gRPC with that runtime can be faster than. The client says in five bytes which way (see <see cref="Up"/>), whether as
/// messages, and how long a block is.
/// </summary>
internal static class BlockCopy
{
    private const byte Down = 0, Up = 1, Messages = 2;
    private const int HelloLength = 5;

    public static Task<LoadResult> MeasureAsync(LoadArguments arguments, LoadRun run) => MeasureAsync(arguments, run, asMessages: false);

    public static Task<LoadResult> MeasureMessagesAsync(LoadArguments arguments, LoadRun run) => MeasureAsync(arguments, run, asMessages: true);

    private static async Task<LoadResult> MeasureAsync(LoadArguments arguments, LoadRun run, bool asMessages)
    {
        using var socket = Blocking.Connect(arguments.Address);
        var up = arguments.Kind == "clientstream";
        var hello = new byte[HelloLength];
        hello[0] = (byte)((up ? Up : Down) | (asMessages ? Messages : 0));
        BinaryPrimitives.WriteInt32BigEndian(hello.AsSpan(1), arguments.PayloadBytes);
        Blocking.SendAll(socket, hello);
        var blocks = new Blocks(socket, arguments.PayloadBytes, asMessages);
        return await run.MeasureAsync(arguments, callers: 1, _ =>
        {
            for (var start = LoadRun.Now; !run.IsOver; start = run.Record(start))
            {
                if (up) blocks.Send();
                else blocks.Receive();
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Serves one client after the other, without end.</summary>
    public static void Serve(Socket listener)
    {
        while (true)
        {
            using var socket = listener.Accept();
            try
            {
                Serve(socket, new byte[HelloLength]);
            }
            catch (SocketException)
            {
                // The client is done.
            }
        }
    }

    private static void Serve(Socket socket, byte[] hello)
    {
        if (!Blocking.ReceiveAll(socket, hello)) return;
        var blocks = new Blocks(socket, BinaryPrimitives.ReadInt32BigEndian(hello.AsSpan(1)), (hello[0] & Messages) != 0);
        if ((hello[0] & Up) != 0) while (blocks.Receive()) { }
        else while (true) blocks.Send();
    }

    /// <summary>Blocks of one length on one socket.</summary>
    private sealed class Blocks
    {
        private readonly Socket _socket;
        private readonly BytesValue? _message;
        private readonly byte[] _block;

        public Blocks(Socket socket, int length, bool asMessages)
        {
            _socket = socket;
            if (asMessages) _message = new BytesValue { Value = UnsafeByteOperations.UnsafeWrap(new byte[length]) };
            _block = new byte[_message?.CalculateSize() ?? length];
        }

        public void Send()
        {
            _message?.WriteTo(_block.AsSpan());
            Blocking.SendAll(_socket, _block);
        }

        public bool Receive()
        {
            if (!Blocking.ReceiveAll(_socket, _block)) return false;
            if (_message is not null && BytesValue.Parser.ParseFrom(_block).Value.Length == 0) throw new InvalidDataException("The message has no bytes.");
            return true;
        }
    }
}
