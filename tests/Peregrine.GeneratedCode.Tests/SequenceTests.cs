using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Peregrine.Common;
using Peregrine.GeneratedCode.Shop;
using ShopService = Peregrine.GeneratedCode.Shop.Shop;

namespace Peregrine.GeneratedCode.Tests;

/// <summary>Generated stubs whose streams are sequences, on both ends of a real connection.</summary>
public sealed class SequenceTests : IAsyncLifetime
{
    private readonly SequenceShop _shop = new();
    private readonly GrpcServer _server = new();
    private GrpcChannel? _channel;

    private ShopService.ShopClient Client => new(_channel!);

    public async ValueTask InitializeAsync()
    {
        _server.Add(_shop);
        _channel = GrpcChannel.ForAddress((await _server.StartAsync("http://127.0.0.1:0")).Text);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel!.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_unary_call_with_a_token_is_a_plain_task()
    {
        Task<Receipt> task = Client.BuyAsync_(new Order(), TestContext.Current.CancellationToken);

        Assert.Equal(1, (await task).Number);
    }

    [Fact]
    public async Task A_server_streaming_call_is_a_sequence_on_both_ends()
    {
        var names = new List<string>();
        await foreach (var item in Client.WatchAsync(new Empty(), TestContext.Current.CancellationToken)) names.Add(item.Name);

        Assert.Equal(["tea", "cup"], names);
    }

    [Fact]
    public async Task A_client_streaming_call_takes_a_sequence_on_both_ends()
    {
        var order = await Client.CollectAsync(new[] { new Item { Name = "tea" }, new Item { Name = "cup" } }.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        Assert.Equal(["tea", "cup"], order.Items.Select(static item => item.Name));
    }

    [Fact]
    public async Task A_bidirectional_call_takes_and_gives_a_sequence_on_both_ends()
    {
        var offers = new[] { new Money { Units = 10 }, new Money { Units = 20 } }.ToAsyncEnumerable();

        var answers = await Client.HaggleAsync(offers, TestContext.Current.CancellationToken).Select(static money => money.Units).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([9, 19], answers);
    }

    [Fact]
    public async Task The_options_of_a_sequence_are_those_of_its_call()
    {
        var options = new CallOptions(new Metadata { { "refuse", "true" } });

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.WatchAsync(new Empty(), options).CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
    }

    [Fact]
    public async Task The_familiar_members_reach_handlers_of_sequences()
    {
        using var call = Client.Haggle(cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAllAsync([new Money { Units = 5 }]);

        Assert.Equal(4, Assert.Single(await call.ResponseStream.ToListAsync()).Units);
    }

    [Fact]
    public async Task A_client_that_leaves_early_ends_the_enumeration_of_the_handler()
    {
        await foreach (var _ in Client.WatchAsync(new Empty(), new CallOptions(new Metadata { { "endless", "true" } }))) break;

        await _shop.Left.Task;
    }

    [Fact]
    public async Task A_stream_that_is_not_overridden_answers_UNIMPLEMENTED()
    {
        await using var server = new GrpcServer();
        server.Add(new EmptyShop());
        await using var channel = GrpcChannel.ForAddress((await server.StartAsync("http://127.0.0.1:0")).Text);
        var client = new ShopService.ShopClient(channel);

        foreach (var call in new Func<Task>[]
        {
            async () => await client.WatchAsync(new Empty()).CountAsync(),
            async () => await client.CollectAsync(AsyncEnumerable.Empty<Item>()),
            async () => await client.HaggleAsync(AsyncEnumerable.Empty<Money>()).CountAsync(),
        })
        {
            Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }
    }

    private sealed class EmptyShop : ShopService.ShopBase;

    private sealed class SequenceShop : ShopService.ShopBase
    {
        public TaskCompletionSource Left { get; } = new();

        public override Task<Receipt> Buy(Order request, ServerCallContext context) => Task.FromResult(new Receipt { Number = 1 });

        public override IAsyncEnumerable<Item> Watch(Empty request, ServerCallContext context) =>
            context.RequestHeaders.GetValue("endless") is null ? Two(context) : Endless(context.CancellationToken);

        private async IAsyncEnumerable<Item> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                yield return new Item();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Left.SetResult();
            }
        }

        private static async IAsyncEnumerable<Item> Two(ServerCallContext context)
        {
            if (context.RequestHeaders.GetValue("refuse") is not null) throw new RpcException(new Status(StatusCode.PermissionDenied, "not today"));
            yield return new Item { Name = "tea" };
            await Task.Yield();
            yield return new Item { Name = "cup" };
        }

        public override async Task<Order> Collect(IAsyncEnumerable<Item> requests, ServerCallContext context) =>
            new() { Items = { await requests.ToListAsync(context.CancellationToken) } };

        public override IAsyncEnumerable<Money> Haggle(IAsyncEnumerable<Money> requests, ServerCallContext context) =>
            requests.Select(static offer => new Money { Units = offer.Units - 1 });
    }
}
