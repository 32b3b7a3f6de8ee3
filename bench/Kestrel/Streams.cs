using System.Buffers;
using System.IO.Pipelines;

namespace Kestrel;

/// <summary>The streaming methods, and what they share with the unary ones.</summary>
internal static class Streams
{
    /// <summary>Server streaming, each write flushed and awaited, as a library's <c>WriteAsync</c> has to.</summary>
    public static async ValueTask RepeatAsync(PipeReader input, PipeWriter output)
    {
        var read = await ReadMessageAsync(input);
        var copies = GrpcFrame.ReadNumbers(read.Buffer.Slice(GrpcFrame.PrefixLength)).First;
        for (var i = 0; i < copies; i++)
        {
            Copy(read.Buffer, output);
            await output.FlushAsync();
        }

        input.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Client streaming: the last message comes back with the number of messages as its id.</summary>
    public static async ValueTask CountAsync(PipeReader input, PipeWriter output)
    {
        var count = 0;
        var last = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await input.ReadAsync();
            var whole = GrpcFrame.CutWhole(read.Buffer);
            if (whole.Count > 0)
            {
                count += whole.Count;
                var message = whole.Last.Slice(GrpcFrame.PrefixLength);
                last.ResetWrittenCount();
                foreach (var segment in message.Slice(GrpcFrame.ReadNumbers(message).Length)) last.Write(segment.Span);
            }

            input.AdvanceTo(whole.All.End, read.Buffer.End);
            if (read.IsCompleted) break;
        }

        GrpcFrame.Write(output, count, last.WrittenSpan);
    }

    /// <summary>Bidirectional: what has arrived goes back, one flush for all of it.</summary>
    public static async ValueTask EchoEachAsync(PipeReader input, PipeWriter output)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var whole = GrpcFrame.CutWhole(read.Buffer).All;
            Copy(whole, output);
            input.AdvanceTo(whole.End, read.Buffer.End);
            if (!whole.IsEmpty) await output.FlushAsync();
            if (read.IsCompleted) return;
        }
    }

    /// <summary>Reads until one whole message has arrived.</summary>
    public static async ValueTask<ReadResult> ReadMessageAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            if (read.IsCompleted || GrpcFrame.CutWhole(read.Buffer).Count > 0) return read;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static void Copy(in ReadOnlySequence<byte> messages, PipeWriter output)
    {
        foreach (var segment in messages) output.Write(segment.Span);
    }
}
