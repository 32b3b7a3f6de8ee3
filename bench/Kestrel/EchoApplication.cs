using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Kestrel;

/// <summary>
/// bench.Bench by hand: messages are cut out of the body pipe by their 5-byte prefix and written back as they are, status 0 goes into the trailers.
/// The application works on Kestrel's own feature collection, so that not even an <c>HttpContext</c> is made.
/// </summary>
internal sealed class EchoApplication : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        context.GetRequiredFeature<IHttpResponseFeature>().Headers.ContentType = "application/grpc";
        var input = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        var output = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        switch (context.GetRequiredFeature<IHttpRequestFeature>().Path)
        {
            case "/bench.Bench/ServerStream":
                await RepeatAsync(input, output);
                break;
            case "/bench.Bench/Bidi":
                await EchoEachAsync(input, output);
                break;
            default:
                await EchoAsync(input, output);
                break;
        }

        context.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers.GrpcStatus = "0";
    }

    /// <summary>Unary. Nothing is flushed by hand: after the return Kestrel sends head, message and trailers together.</summary>
    private static async ValueTask EchoAsync(PipeReader input, PipeWriter output)
    {
        var read = await ReadMessageAsync(input);
        Copy(read.Buffer, output);
        input.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Server streaming, each write flushed and awaited, as a library's <c>WriteAsync</c> has to.</summary>
    private static async ValueTask RepeatAsync(PipeReader input, PipeWriter output)
    {
        var read = await ReadMessageAsync(input);
        var copies = GrpcFrame.ReadId(read.Buffer);
        for (var i = 0; i < copies; i++)
        {
            Copy(read.Buffer, output);
            await output.FlushAsync();
        }

        input.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Bidirectional: what has arrived goes back, one flush for all of it.</summary>
    private static async ValueTask EchoEachAsync(PipeReader input, PipeWriter output)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var whole = GrpcFrame.CutWhole(read.Buffer);
            Copy(whole, output);
            input.AdvanceTo(whole.End, read.Buffer.End);
            if (!whole.IsEmpty) await output.FlushAsync();
            if (read.IsCompleted) return;
        }
    }

    /// <summary>Reads until one whole message has arrived.</summary>
    private static async ValueTask<ReadResult> ReadMessageAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            if (read.IsCompleted || !GrpcFrame.CutWhole(read.Buffer).IsEmpty) return read;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void Copy(in ReadOnlySequence<byte> messages, PipeWriter output)
    {
        foreach (var segment in messages) output.Write(segment.Span);
    }
}
