using System.Buffers.Binary;
using System.Net.Sockets;
using Measuring;

namespace Floor;

/// <summary>
/// The client half, as bare as <see cref="FrameEcho"/>: a number of unary calls under way on one connection, one thread, one send for all that one receive has made due.
/// It relies on a server that answers in order, as FrameEcho does, and on small messages.
/// </summary>
internal sealed class FrameCaller(Socket socket, LoadRun run, int concurrency, int payloadBytes)
{
    private const int InputSize = 128 * 1024;
    private const uint CreditStep = FrameWriter.MaxWindow / 4;

    private readonly FrameWriter _output = new();
    private readonly Queue<long> _starts = new(concurrency);
    private readonly byte[] _message = NewMessage(payloadBytes);
    private int _nextStream = 1;
    private uint _unacknowledged;

    public static async Task<LoadResult> MeasureAsync(LoadArguments arguments, LoadRun run)
    {
        var sockets = new Socket[arguments.Connections];
        for (var i = 0; i < sockets.Length; i++) sockets[i] = Blocking.Connect(arguments.Address);
        var result = await run.MeasureAsync(arguments, sockets.Length, number =>
        {
            new FrameCaller(sockets[number], run, arguments.Concurrency, arguments.PayloadBytes).Run();
            return Task.CompletedTask;
        });
        foreach (var socket in sockets) socket.Dispose();
        return result;
    }

    private void Run()
    {
        _output.WritePreface();
        _output.WriteWideSettings();
        for (var i = 0; i < concurrency; i++) Call(LoadRun.Now);
        var input = new byte[InputSize];
        var filled = 0;
        while (!run.IsOver)
        {
            Blocking.SendAll(socket, _output.Written.Span);
            _output.Clear();
            filled += socket.Receive(input.AsSpan(filled));
            ReadOnlySpan<byte> rest = input.AsSpan(0, filled);
            while (Frame.TryCut(ref rest, out var frame)) Take(frame);
            rest.CopyTo(input);
            filled = rest.Length;
        }
    }

    private void Take(in Frame frame)
    {
        switch (frame.Type)
        {
            case FrameWriter.Headers when frame.Has(FrameWriter.EndStream):
                Call(run.Record(_starts.Dequeue()));
                break;
            case FrameWriter.Data:
                if (!frame.Payload.SequenceEqual(_message)) run.RecordError();
                _unacknowledged += (uint)frame.Payload.Length;
                if (_unacknowledged < CreditStep) break;
                _output.WriteCredit(_unacknowledged);
                _unacknowledged = 0;
                break;
            case FrameWriter.Settings when !frame.Has(FrameWriter.Ack):
                _output.WriteFrame(FrameWriter.Settings, FrameWriter.Ack, 0, []);
                break;
        }
    }

    private void Call(long now)
    {
        _output.WriteFrame(FrameWriter.Headers, FrameWriter.EndHeaders, _nextStream, _nextStream == 1 ? RequestHead.First("/bench.Bench/Unary") : RequestHead.Again);
        _output.WriteFrame(FrameWriter.Data, FrameWriter.EndStream, _nextStream, _message);
        _starts.Enqueue(now);
        _nextStream += 2;
    }

    /// <summary>As long as a bench.Payload with that body in its gRPC frame; nobody looks inside.</summary>
    private static byte[] NewMessage(int payloadBytes)
    {
        const int OtherFields = 11;
        var message = new byte[5 + OtherFields + payloadBytes];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - 5);
        return message;
    }
}
