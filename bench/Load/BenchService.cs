using System.Globalization;
using Bench;
using Google.Protobuf;
using Measuring;
using Peregrine;

namespace Load;

/// <summary>See protos/bench.proto.</summary>
internal sealed class BenchService : Bench.Bench.BenchBase
{
    private const string EntryValue = "value of 20 letters.";

    public override Task<Payload> Unary(Payload request, ServerCallContext context) => Task.FromResult(request);

    public override async Task ServerStream(Payload request, IServerStreamWriter<Payload> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Id; i++) await responseStream.WriteAsync(request);
    }

    public override async Task<Payload> ClientStream(IAsyncStreamReader<Payload> requestStream, ServerCallContext context)
    {
        var last = new Payload();
        var count = 0;
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            last = requestStream.Current;
            count++;
        }

        last.Id = count;
        return last;
    }

    public override async Task Bidi(IAsyncStreamReader<Payload> requestStream, IServerStreamWriter<Payload> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(CancellationToken.None)) await responseStream.WriteAsync(requestStream.Current);
    }

    public override async Task<Payload> Get(Wish request, ServerCallContext context)
    {
        if (request.MetadataEntries > 0)
        {
            var head = new Metadata();
            for (var i = 0; i < request.MetadataEntries; i++) head.Add("entry-" + i.ToString(CultureInfo.InvariantCulture), EntryValue);
            await context.WriteResponseHeadersAsync(head);
        }

        return new Payload { Body = UnsafeByteOperations.UnsafeWrap(new byte[request.BodyBytes]) };
    }

    public override Task<Payload> Burn(Payload request, ServerCallContext context)
    {
        CpuBurner.Burn(request.Id);
        return Task.FromResult(request);
    }

    public override Task<Payload> Block(Payload request, ServerCallContext context)
    {
        Thread.Sleep(request.Id);
        return Task.FromResult(request);
    }
}
