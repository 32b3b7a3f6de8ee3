using Greet;
using Peregrine;

namespace Samples.Greeter;

/// <summary>The service: a class that overrides what the generated base declares.</summary>
internal sealed class GreeterService : Greet.Greeter.GreeterBase
{
    private static readonly string[] s_greetings = ["Hello", "Bonjour", "Guten Tag", "Hej", "Ciao"];

    public override async Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context)
    {
        if (request.Name.Length == 0)
        {
            var trailers = new Metadata { { "field", "name" } };
            throw new RpcException(new Status(StatusCode.InvalidArgument, "Somebody must be greeted: 'name' is empty."), trailers);
        }

        // Metadata of the caller comes back: as text in the headers, as bytes in the trailers.
        if (context.RequestHeaders.GetValue("caller-mood") is { } mood) await context.WriteResponseHeadersAsync(new Metadata { { "server-mood", $"{mood} too" } });
        if (context.RequestHeaders.GetValueBytes("token-bin") is { } token) context.ResponseTrailers.Add("token-echo-bin", token);

        return new HelloReply { Message = $"Hello {request.Name}!" };
    }

    // Streams are sequences; who writes to a stream by hand overrides the form with IServerStreamWriter.
    public override IAsyncEnumerable<HelloReply> SayHelloInManyLanguages(HelloRequest request, ServerCallContext context) =>
        s_greetings.Select(greeting => new HelloReply { Message = $"{greeting}, {request.Name}!" }).ToAsyncEnumerable();

    public override async Task<HelloReply> SayHelloToAll(IAsyncEnumerable<HelloRequest> requests, ServerCallContext context)
    {
        var names = await requests.Select(request => request.Name).ToListAsync(context.CancellationToken);
        return new HelloReply { Message = $"Hello {string.Join(", ", names)}!" };
    }

    public override async IAsyncEnumerable<HelloReply> Chat(IAsyncEnumerable<HelloRequest> requests, ServerCallContext context)
    {
        await foreach (var request in requests) yield return new HelloReply { Message = $"Nice to meet you, {request.Name}." };
    }

    public override async Task<HelloReply> SayHelloSlowly(HelloRequest request, ServerCallContext context)
    {
        await Task.Delay(TimeSpan.FromSeconds(30), context.CancellationToken);
        return new HelloReply { Message = $"Hello at last, {request.Name}!" };
    }
}
