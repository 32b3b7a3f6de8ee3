using Greet;

namespace Peregrine.Testing.Tests;

/// <summary>The code of docs/testing.md; <see cref="DocumentationTests"/> sees that it is the same.</summary>
public sealed class DocumentedTests
{
    [Fact]
    public async Task A_server_and_a_channel_in_one_line()
    {
        await using var test = GrpcTestServer.Start(new GreeterService());
        var client = new Greeter.GreeterClient(test.Channel);

        var reply = await client.SayHelloAsync(new HelloRequest { Name = "World" });

        Assert.Equal("Hello World!", reply.Message);
    }

    [Fact]
    public async Task What_was_called()
    {
        await using var test = GrpcTestServer.Start(new GreeterService());
        var client = new Greeter.GreeterClient(test.Channel);

        await client.SayHelloAsync(new HelloRequest { Name = "World" }, new Metadata { { "tenant", "blue" } });

        var call = Assert.Single(test.Calls);
        Assert.Equal("/greet.Greeter/SayHello", call.Method);
        Assert.Equal("blue", call.RequestHeaders.GetValue("tenant"));
        Assert.Equal("World", ((HelloRequest)call.Requests[0]).Name);
        Assert.Equal(StatusCode.OK, call.Status?.StatusCode);
    }

    [Fact]
    public async Task A_clock_to_turn()
    {
        var clock = new FakeClock();
        await using var test = GrpcTestServer.Start(new GrpcTestServerOptions { Clock = clock }, new SlowGreeter(clock, TimeSpan.FromHours(1)));
        var client = new Greeter.GreeterClient(test.Channel);

        var call = client.SayHelloAsync(new HelloRequest { Name = "World" }, deadline: clock.GetUtcNow().UtcDateTime.AddSeconds(5));
        await test.Calls.WaitForAsync(0);
        clock.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task A_network_to_disturb()
    {
        await using var test = GrpcTestServer.Start(new GreeterService());
        var client = new Greeter.GreeterClient(test.Channel);

        await client.SayHelloAsync(new HelloRequest { Name = "World" });
        test.Network.CutAfter(10, NetworkDirection.ToClient);

        var error = await Assert.ThrowsAsync<RpcException>(() => client.SayHelloAsync(new HelloRequest { Name = "World" }).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);

        var reply = await client.SayHelloAsync(new HelloRequest { Name = "again" }); // the channel has connected anew
        Assert.Equal("Hello again!", reply.Message);
    }

    [Fact]
    public void A_simulation()
    {
        Simulation.RunMany(100, async simulation =>
        {
            await using var test = simulation.StartServer(new GreeterService());
            var client = new Greeter.GreeterClient(test.Channel);
            test.Network.Latency = TimeSpan.FromMilliseconds(simulation.Random.Next(50));
            var trouble = simulation.Spawn(async () =>
            {
                await simulation.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(500)));
                test.Network.Cut();
            });

            var greeted = 0;
            while (greeted < 5)
            {
                try
                {
                    var reply = await client.SayHelloAsync(new HelloRequest { Name = $"{greeted}" });
                    Assert.Equal($"Hello {greeted}!", reply.Message);
                    greeted++;
                }
                catch (RpcException lost) when (lost.StatusCode == StatusCode.Unavailable)
                {
                    simulation.Log($"{greeted} is greeted again");
                    await simulation.Delay(TimeSpan.FromMilliseconds(100)); // while the channel backs off, calls fail at once
                }
            }

            await trouble;
        });
    }

    class SlowGreeter(TimeProvider clock, TimeSpan time) : Greeter.GreeterBase
    {
        public override async Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context)
        {
            await Task.Delay(time, clock, context.CancellationToken);
            return new HelloReply { Message = $"Hello at last, {request.Name}!" };
        }
    }
}
