using System.Net.Sockets;

namespace Floor;

/// <summary>
/// Opens connections one by one, makes one unary call on each, and leaves as many bidirectional calls open on each as wanted, every one after the echo of its first message.
/// Prints <c>holding</c> then, and keeps everything as it is until its standard input ends. It needs nothing of the server but HTTP/2 and bench.Bench.
/// </summary>
internal static class Holder
{
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
        var socket = Blocking.Connect(address);
        var output = new FrameWriter();
        output.WritePreface();
        output.WriteFrame(FrameWriter.Settings, 0, 0, []);
        WriteCall(output, 1, RequestHead.First("/bench.Bench/Unary"), FrameWriter.EndStream);
        // The unary call has been answered when its trailers are there.
        Exchange(socket, output, static (in Frame frame) => frame.Type == FrameWriter.Headers && frame.Has(FrameWriter.EndStream), awaited: 1);
        if (streams == 0) return socket;

        for (var i = 0; i < streams; i++) WriteCall(output, 3 + 2 * i, i == 0 ? RequestHead.First("/bench.Bench/Bidi") : RequestHead.Again, 0);
        Exchange(socket, output, static (in Frame frame) => frame.Type == FrameWriter.Data, streams);
        return socket;
    }

    private static void WriteCall(FrameWriter output, int stream, ReadOnlySpan<byte> head, byte flags)
    {
        output.WriteFrame(FrameWriter.Headers, FrameWriter.EndHeaders, stream, head);
        output.WriteFrame(FrameWriter.Data, flags, stream, Message);
    }

    /// <summary>Sends, then reads until as many of the awaited frames have come; SETTINGS and PING are acknowledged.</summary>
    private static void Exchange(Socket socket, FrameWriter output, Predicate awaits, int awaited)
    {
        var input = new byte[16 * 1024 + FrameWriter.HeadLength];
        var filled = 0;
        while (true)
        {
            Blocking.SendAll(socket, output.Written.Span);
            output.Clear();
            if (awaited <= 0) return;
            var received = socket.Receive(input.AsSpan(filled));
            if (received == 0) throw new EndOfStreamException("The server has closed a connection that was to be held.");
            ReadOnlySpan<byte> rest = input.AsSpan(0, filled + received);
            while (Frame.TryCut(ref rest, out var frame))
            {
                if (awaits(frame)) awaited--;
                if (frame.Type is FrameWriter.Settings or FrameWriter.Ping && !frame.Has(FrameWriter.Ack)) output.WriteFrame(frame.Type, FrameWriter.Ack, 0, frame.Type == FrameWriter.Ping ? frame.Payload : []);
            }

            rest.CopyTo(input);
            filled = rest.Length;
        }
    }

    private delegate bool Predicate(in Frame frame);
}
