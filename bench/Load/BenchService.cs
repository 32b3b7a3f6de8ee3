using Bench;
using Peregrine;

namespace Load;

/// <summary>See protos/bench.proto.</summary>
internal sealed class BenchService : Bench.Bench.BenchBase
{
    private long _unaryCalls;
    private long _allocatedBefore;

    /// <summary>What the server has done so far: unary calls, and bytes that the process allocated per call since the first.</summary>
    public string Tally
    {
        get
        {
            var calls = Interlocked.Read(ref _unaryCalls);
            var bytes = calls == 0 ? 0 : (GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore) / calls;
            return $"calls={calls} alloc_bytes_per_call={bytes}";
        }
    }

    public override Task<Payload> Unary(Payload request, ServerCallContext context)
    {
        if (Interlocked.Increment(ref _unaryCalls) == 1) _allocatedBefore = GC.GetTotalAllocatedBytes();
        return Task.FromResult(request);
    }

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
}
