namespace Peregrine.EndToEnd.Tests;

/// <summary>A service of all four kinds and its client, whose messages are one object and no bytes: what they allocate is the framework's alone.</summary>
internal sealed class EmptyMessages(CallInvoker invoker)
{
    private static readonly object s_message = new();
    private static readonly Marshaller<object> s_marshaller = new((_, context) => context.Complete([]), _ => s_message);
    private static readonly Method<object, object> s_unary = Method(MethodType.Unary);
    private static readonly Method<object, object> s_serverStream = Method(MethodType.ServerStreaming);
    private static readonly Method<object, object> s_clientStream = Method(MethodType.ClientStreaming);
    private static readonly Method<object, object> s_bidi = Method(MethodType.DuplexStreaming);
    private static readonly Task<object> s_answer = Task.FromResult(s_message);

    // How many messages a server stream is to have; a message with no bytes cannot say it.
    private static int s_wanted;

    public static ServerServiceDefinition Service { get; } = ServerServiceDefinition.CreateBuilder()
        .AddMethod(s_unary, new UnaryServerMethod<object, object>(static (_, _) => s_answer))
        .AddMethod(s_serverStream, new ServerStreamingServerMethod<object, object>(static (_, responses, _) => RepeatAsync(responses)))
        .AddMethod(s_clientStream, new ClientStreamingServerMethod<object, object>(static (requests, _) => DrainAsync(requests)))
        .AddMethod(s_bidi, new DuplexStreamingServerMethod<object, object>(static (requests, responses, _) => EchoAsync(requests, responses)))
        .Build();

    public async Task UnaryAsync(int count)
    {
        for (var i = 0; i < count; i++) await invoker.AsyncUnaryCall(s_unary, null, default, s_message);
    }

    public async Task ServerStreamAsync(int count)
    {
        s_wanted = count;
        using var call = invoker.AsyncServerStreamingCall(s_serverStream, null, default, s_message);
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) count--;
        Assert.Equal(0, count);
    }

    public async Task ClientStreamAsync(int count)
    {
        using var call = invoker.AsyncClientStreamingCall(s_clientStream, null, default);
        for (var i = 0; i < count; i++) await call.RequestStream.WriteAsync(s_message);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }

    public async Task BidiAsync(int count)
    {
        using var call = invoker.AsyncDuplexStreamingCall(s_bidi, null, default);
        for (var i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync(s_message);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    private static Method<object, object> Method(MethodType type) => new(type, "test.Nothing", type.ToString(), s_marshaller, s_marshaller);

    private static async Task RepeatAsync(IServerStreamWriter<object> responses)
    {
        for (var i = 0; i < s_wanted; i++) await responses.WriteAsync(s_message);
    }

    private static async Task<object> DrainAsync(IAsyncStreamReader<object> requests)
    {
        while (await requests.MoveNext(CancellationToken.None))
        {
        }

        return s_message;
    }

    private static async Task EchoAsync(IAsyncStreamReader<object> requests, IServerStreamWriter<object> responses)
    {
        while (await requests.MoveNext(CancellationToken.None)) await responses.WriteAsync(requests.Current);
    }
}
