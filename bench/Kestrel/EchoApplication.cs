using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Kestrel;

/// <summary>
/// Answers any request with the gRPC message that it carried, by hand: reads the 5-byte prefix and the message from the body pipe, writes the same bytes, status 0 in the trailers.
/// The application works on Kestrel's own feature collection, so that not even an <c>HttpContext</c> is made.
/// </summary>
internal sealed class EchoApplication : IHttpApplication<IFeatureCollection>
{
    private const int PrefixLength = 5;

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.Headers.ContentType = "application/grpc";

        var input = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        var output = context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        var read = await input.ReadAsync();
        while (!IsWhole(read.Buffer) && !read.IsCompleted)
        {
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await input.ReadAsync();
        }

        if (IsWhole(read.Buffer)) Copy(read.Buffer, output);
        input.AdvanceTo(read.Buffer.End);

        // Nothing is flushed by hand: when this method returns, Kestrel sends head, message and trailers together.
        context.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers.GrpcStatus = "0";
    }

    private static bool IsWhole(in ReadOnlySequence<byte> body)
    {
        if (body.Length < PrefixLength) return false;
        Span<byte> prefix = stackalloc byte[PrefixLength];
        body.Slice(0, PrefixLength).CopyTo(prefix);
        return body.Length >= PrefixLength + BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }

    private static void Copy(in ReadOnlySequence<byte> message, PipeWriter output)
    {
        foreach (var segment in message) output.Write(segment.Span);
    }
}
