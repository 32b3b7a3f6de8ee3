using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Floor;

/// <summary>
/// Opens connections one by one, makes one unary call on each, and leaves as many bidirectional calls open on each as wanted, every one after the echo of its first message.
/// Prints <c>holding</c> then, and keeps everything as it is until its standard input ends. It needs nothing of the server but HTTP/2 and bench.Bench.
/// </summary>
internal static class Holder
{
    private const int HeadLength = 9;
    private const byte Data = 0, Headers = 1, Settings = 4;
    private const byte EndStream = 0x1, Ack = 0x1, EndHeaders = 0x4;

    // RFC 7541: ":method: POST" and ":scheme: http" are entries of the static table, ":path" and ":authority" names of it (section 6.2.1), as content-type is.
    private const byte MethodPost = 0x83, SchemeHttp = 0x86, PathName = 0x44, AuthorityName = 0x41, ContentTypeName = 0x5f, NewName = 0x40;

    // bench.Payload { id: 7 } in its gRPC frame.
    private static ReadOnlySpan<byte> Message => [0, 0, 0, 0, 2, 0x08, 7];

    public static int Run(Uri address, int connections, int streams)
    {
        var held = new List<Socket>(connections);
        for (var i = 0; i < connections; i++) held.Add(Open(address, streams));
        Console.WriteLine("holding");
        while (Console.In.ReadLine() is not null) { }
        foreach (var socket in held) socket.Dispose();
        return 0;
    }

    private static Socket Open(Uri address, int streams)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, address.Port));
        var output = new List<byte>();
        output.AddRange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        AddFrame(output, Settings, 0, 0, []);
        AddCall(output, 1, "/bench.Bench/Unary", isLast: true);
        Send(socket, output);
        // The unary call has been answered when its trailers are there.
        Receive(socket, (type, flags) => type == Headers && (flags & EndStream) != 0, count: 1);

        for (var i = 0; i < streams; i++) AddCall(output, 3 + 2 * i, "/bench.Bench/Bidi", isLast: false);
        Send(socket, output);
        Receive(socket, static (type, _) => type == Data, streams);
        return socket;
    }

    private static void AddCall(List<byte> output, int stream, string path, bool isLast)
    {
        List<byte> head = [MethodPost, SchemeHttp];
        AddString(head, PathName, path);
        AddString(head, AuthorityName, "localhost");
        AddString(head, ContentTypeName, "application/grpc");
        AddString(head, NewName, "te", "trailers");
        AddFrame(output, Headers, EndHeaders, stream, [.. head]);
        AddFrame(output, Data, isLast ? EndStream : (byte)0, stream, Message);
    }

    private static void AddString(List<byte> head, byte first, params ReadOnlySpan<string> texts)
    {
        head.Add(first);
        foreach (var text in texts)
        {
            head.Add((byte)text.Length);
            head.AddRange(Encoding.ASCII.GetBytes(text));
        }
    }

    private static void AddFrame(List<byte> output, byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteInt32BigEndian(head, (payload.Length << 8) | type);
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head[5..], stream);
        output.AddRange(head);
        output.AddRange(payload);
    }

    private static void Send(Socket socket, List<byte> output)
    {
        var bytes = output.ToArray().AsSpan();
        while (bytes.Length > 0) bytes = bytes[socket.Send(bytes)..];
        output.Clear();
    }

    /// <summary>Reads frames until as many of those asked for have come; SETTINGS are acknowledged.</summary>
    private static void Receive(Socket socket, Func<byte, byte, bool> isAwaited, int count)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        var acknowledgement = new List<byte>();
        while (count > 0)
        {
            Fill(socket, head);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            Fill(socket, payload);
            if (isAwaited(head[3], head[4])) count--;
            if (head[3] != Settings || (head[4] & Ack) != 0) continue;
            AddFrame(acknowledgement, Settings, Ack, 0, []);
            Send(socket, acknowledgement);
        }
    }

    private static void Fill(Socket socket, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var received = socket.Receive(bytes);
            if (received == 0) throw new EndOfStreamException("The server has closed a connection that was to be held.");
            bytes = bytes[received..];
        }
    }
}
