using Peregrine;
using Soak.Wire;
using Client = Soak.Wire.Soak.SoakClient;

namespace Soak;

/// <summary>The kinds of calls, each of which knows how it must end and throws when it does not.</summary>
internal sealed class Calls(Client client, Random random)
{
    private const int Small = 200;

    /// <summary>The kinds, and how often each is made in a hundred thousand calls or so.</summary>
    public static IReadOnlyList<(string Name, int Weight, Func<Calls, Task> Make)> Kinds { get; } =
    [
        ("unary", 50_000, c => c.EchoAsync(c.Size(Small), default)),
        ("unary, waits for ready", 5_000, c => c.EchoAsync(c.Size(Small), new CallOptions().WithWaitForReady())),
        ("unary, with a deadline it keeps", 5_000, c => c.EchoAsync(c.Size(Small), new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1)))),
        ("unary, large", 1_000, c => c.EchoAsync(c.Size(1_500_000), default)),
        ("unary, compressed", 2_000, c => c.EchoAsync(c.Size(50_000), new CallOptions([new("grpc-internal-encoding-request", "gzip")]))),
        ("server stream", 7_000, c => c.DeliverAsync(c.Size(50), c.Size(2_000))),
        ("server stream, large", 500, c => c.DeliverAsync(c.Size(20), c.Size(200_000))),
        ("client stream", 7_000, c => c.CollectAsync(c.Size(50), c.Size(2_000))),
        ("bidirectional, in turn", 6_000, c => c.ExchangeAsync(c.Size(20), c.Size(2_000))),
        ("bidirectional, ahead", 1_500, c => c.ExchangeAheadAsync(c.Size(60), c.Size(30_000))),
        ("cancelled by its token", 4_000, c => c.CancelAsync()),
        ("past its deadline", 4_000, c => c.PassDeadlineAsync()),
        ("server stream, disposed early", 3_000, c => c.DisposeDeliveryAsync()),
        ("client stream, abandoned", 2_000, c => c.AbandonAsync()),
        ("fails as ordered", 3_000, c => c.FailAsync()),
        ("handler throws", 1_000, c => c.ThrowAsync()),
        ("over the size limit", 100, c => c.OverLimitAsync()),
    ];

    private int Size(int most) => random.Next(most + 1);

    private TimeSpan Soon() => TimeSpan.FromMilliseconds(random.Next(1, 60));

    private async Task EchoAsync(int size, CallOptions options)
    {
        var number = random.Next();
        var answer = await client.EchoAsync(new Parcel { Number = number, Body = Bodies.Of(size, number) }, options);
        Ensure(Bodies.AreRight(answer, size, number), "the answer is not the request");
    }

    private async Task DeliverAsync(int count, int size)
    {
        using var call = client.Deliver(new Order { Count = count, Size = size });
        var received = 0;
        for (; await call.ResponseStream.MoveNext(CancellationToken.None); received++) Ensure(Bodies.AreRight(call.ResponseStream.Current, size, received), "a message is not what was sent");
        Ensure(received == count, "messages are missing");
    }

    private async Task CollectAsync(int count, int size)
    {
        using var call = client.Collect();
        for (var i = 0; i < count; i++) await call.RequestStream.WriteAsync(new Parcel { Body = Bodies.Of(size, i) });
        await call.RequestStream.CompleteAsync();
        Ensure((await call.ResponseAsync).Number == count * size, "the sum is wrong");
    }

    private async Task ExchangeAsync(int count, int size)
    {
        using var call = client.Exchange();
        for (var i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync(new Parcel { Number = i, Body = Bodies.Of(size, i) });
            Ensure(await call.ResponseStream.MoveNext(CancellationToken.None) && Bodies.AreRight(call.ResponseStream.Current, size, i), "the echo is wrong");
        }

        await call.RequestStream.CompleteAsync();
        Ensure(!await call.ResponseStream.MoveNext(CancellationToken.None), "a message too many");
    }

    private async Task ExchangeAheadAsync(int count, int size)
    {
        using var call = client.Exchange();
        var writing = WriteAsync();
        for (var i = 0; i < count; i++) Ensure(await call.ResponseStream.MoveNext(CancellationToken.None) && Bodies.AreRight(call.ResponseStream.Current, size, i), "the echo is wrong");
        Ensure(!await call.ResponseStream.MoveNext(CancellationToken.None), "a message too many");
        await writing;

        async Task WriteAsync()
        {
            for (var i = 0; i < count; i++) await call.RequestStream.WriteAsync(new Parcel { Number = i, Body = Bodies.Of(size, i) });
            await call.RequestStream.CompleteAsync();
        }
    }

    private async Task CancelAsync()
    {
        using var source = new CancellationTokenSource(Soon());
        try
        {
            await client.WaitAsync(new Order(), cancellationToken: source.Token);
        }
        catch (OperationCanceledException cancelled) when (cancelled.CancellationToken == source.Token)
        {
            return;
        }

        throw new InvalidDataException("a call that nobody answers was answered");
    }

    private Task<RpcException> PassDeadlineAsync() =>
        EndsWithAsync(StatusCode.DeadlineExceeded, () => client.WaitAsync(new Order(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Soon()).ResponseAsync);

    private async Task DisposeDeliveryAsync()
    {
        using var call = client.Deliver(new Order { Count = 10_000, Size = 1_000 });
        for (var i = 0; i < 3; i++) Ensure(await call.ResponseStream.MoveNext(CancellationToken.None), "the stream ended");
    }

    private async Task AbandonAsync()
    {
        using var call = client.Collect();
        for (var i = 0; i < 3; i++) await call.RequestStream.WriteAsync(new Parcel { Body = Bodies.Of(1_000, i) });
    }

    private async Task FailAsync()
    {
        var status = (StatusCode)random.Next(1, 17);
        var count = random.Next();
        var failure = await EndsWithAsync(status, () => client.FailAsync(new Order { Status = (int)status, Count = count }).ResponseAsync);
        Ensure(failure.Trailers.GetValue("count") == count.ToString(), "the trailer is missing");
    }

    private Task<RpcException> ThrowAsync() => EndsWithAsync(StatusCode.Unknown, () => client.ThrowAsync(new Order()).ResponseAsync);

    private Task<RpcException> OverLimitAsync() => EndsWithAsync(StatusCode.ResourceExhausted, () => client.EchoAsync(new Parcel { Body = Bodies.Of(5 * 1024 * 1024, 0) }).ResponseAsync);

    private static async Task<RpcException> EndsWithAsync(StatusCode status, Func<Task<Parcel>> call)
    {
        try
        {
            await call();
        }
        catch (RpcException failure) when (failure.StatusCode == status)
        {
            return failure;
        }

        throw new InvalidDataException($"the call ended with OK instead of {status}");
    }

    private static void Ensure(bool isSo, string otherwise)
    {
        if (!isSo) throw new InvalidDataException(otherwise);
    }
}
