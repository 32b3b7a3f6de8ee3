using Greet;

namespace Peregrine.Testing.Tests;

/// <summary>The README's service.</summary>
internal sealed class GreeterService : Greeter.GreeterBase
{
    public override Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context) => Task.FromResult(new HelloReply { Message = $"Hello {request.Name}!" });

    public override async Task Countdown(HelloRequest request, IServerStreamWriter<HelloReply> responseStream, ServerCallContext context)
    {
        for (var i = 3; i > 0; i--) await responseStream.WriteAsync(new HelloReply { Message = $"{i}, {request.Name}" });
    }
}
