using System.IO.Pipelines;
using Measuring;
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
        var headers = context.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.ContentType = "application/grpc";
        var input = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        var output = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        var path = context.GetRequiredFeature<IHttpRequestFeature>().Path;
        var answer = path switch
        {
            "/bench.Bench/ServerStream" => Streams.RepeatAsync(input, output),
            "/bench.Bench/ClientStream" => Streams.CountAsync(input, output),
            "/bench.Bench/Bidi" => Streams.EchoEachAsync(input, output),
            "/bench.Bench/Get" => GetAsync(input, output, headers),
            "/bench.Bench/Burn" => EchoAsync(input, output, CpuBurner.Burn),
            "/bench.Bench/Block" => EchoAsync(input, output, Thread.Sleep),
            _ => EchoAsync(input, output, work: null),
        };
        await answer;
        context.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers.GrpcStatus = "0";
    }

    /// <summary>Unary. Nothing is flushed by hand: after the return Kestrel sends head, message and trailers together.</summary>
    private static async ValueTask EchoAsync(PipeReader input, PipeWriter output, Action<int>? work)
    {
        var read = await Streams.ReadMessageAsync(input);
        work?.Invoke(GrpcFrame.ReadNumbers(read.Buffer.Slice(GrpcFrame.PrefixLength)).First);
        Streams.Copy(read.Buffer, output);
        input.AdvanceTo(read.Buffer.End);
    }

    private static async ValueTask GetAsync(PipeReader input, PipeWriter output, IHeaderDictionary headers)
    {
        var read = await Streams.ReadMessageAsync(input);
        var (bodyBytes, entries, _) = GrpcFrame.ReadNumbers(read.Buffer.Slice(GrpcFrame.PrefixLength));
        input.AdvanceTo(read.Buffer.End);
        for (var i = 0; i < entries; i++) headers[$"entry-{i}"] = "value of 20 letters.";
        GrpcFrame.WriteBody(output, bodyBytes);
    }
}
