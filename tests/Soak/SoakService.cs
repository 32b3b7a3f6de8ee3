using Google.Protobuf;
using Peregrine;
using Soak.Wire;

namespace Soak;

/// <summary>See soak.proto.</summary>
internal sealed class SoakService : Wire.Soak.SoakBase
{
    public override Task<Parcel> Echo(Parcel request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Deliver(Order request, IServerStreamWriter<Parcel> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Count; i++) await responseStream.WriteAsync(new Parcel { Number = i, Body = Bodies.Of(request.Size, i) }, context.CancellationToken);
    }

    public override async Task<Parcel> Collect(IAsyncStreamReader<Parcel> requestStream, ServerCallContext context)
    {
        var sum = 0;
        while (await requestStream.MoveNext(context.CancellationToken)) sum += requestStream.Current.Body.Length;
        return new Parcel { Number = sum };
    }

    public override async Task Exchange(IAsyncStreamReader<Parcel> requestStream, IServerStreamWriter<Parcel> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken)) await responseStream.WriteAsync(requestStream.Current, context.CancellationToken);
    }

    public override Task<Parcel> Fail(Order request, ServerCallContext context)
    {
        context.ResponseTrailers.Add("count", request.Count.ToString());
        throw new RpcException(new Status((StatusCode)request.Status, "as ordered"));
    }

    public override Task<Parcel> Throw(Order request, ServerCallContext context) => throw new InvalidDataException("as ordered");

    public override async Task<Parcel> Wait(Order request, ServerCallContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        return new Parcel();
    }
}

/// <summary>Bodies whose bytes follow from size and place, so that the receiver can check each.</summary>
internal static class Bodies
{
    public static ByteString Of(int size, int number)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)(size + number));
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    public static bool AreRight(Parcel parcel, int size, int number) =>
        parcel.Number == number && parcel.Body.Length == size && !parcel.Body.Span.ContainsAnyExcept((byte)(size + number));
}
