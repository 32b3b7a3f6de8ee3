using Greet;
using Peregrine;

// The smallest server, for how long it takes to start and how large it is. Usage: GreeterServer --port PORT
await using var server = new GrpcServer();
server.Add(new GreeterService());
await server.StartAsync($"http://127.0.0.1:{args[1]}");
await Task.Delay(Timeout.Infinite);

internal sealed class GreeterService : Greeter.GreeterBase
{
    public override Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context) => Task.FromResult(new HelloReply { Message = $"Hello {request.Name}!" });
}
