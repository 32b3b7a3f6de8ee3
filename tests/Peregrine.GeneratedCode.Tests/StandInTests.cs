using Google.Protobuf.WellKnownTypes;
using Peregrine.Common;
using Peregrine.GeneratedCode.Shop;
using ShopService = Peregrine.GeneratedCode.Shop.Shop;

namespace Peregrine.GeneratedCode.Tests;

/// <summary>Clients for tests of users: one line for each rpc that is used.</summary>
public sealed class StandInTests
{
    private static readonly ShopService.IShopClient s_client = new StandIn();

    [Fact]
    public async Task One_line_stands_in_for_all_forms_of_a_unary_call()
    {
        Assert.Equal(42, (await s_client.BuyAsync_(new Order())).Number);
        Assert.Equal(42, (await s_client.BuyAsync_(new Order(), TestContext.Current.CancellationToken)).Number);
        Assert.Equal(42, s_client.Buy(new Order()).Number);
    }

    [Fact]
    public async Task One_line_stands_in_for_both_forms_of_a_server_streaming_call()
    {
        using var call = s_client.Watch(new Empty());
        Assert.Equal(["tea", "cup"], (await call.ResponseStream.ToListAsync()).Select(static item => item.Name));
        Assert.Equal(2, await s_client.WatchAsync(new Empty()).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_line_stands_in_for_both_forms_of_a_client_streaming_call()
    {
        using var call = s_client.Collect();
        await call.RequestStream.WriteAllAsync([new Item { Name = "tea" }]);
        Assert.Equal("tea", Assert.Single((await call).Items).Name);
        Assert.Equal(3, (await s_client.CollectAsync(Enumerable.Repeat(new Item(), 3).ToAsyncEnumerable())).Items.Count);
    }

    [Fact]
    public async Task One_line_stands_in_for_both_forms_of_a_bidirectional_call()
    {
        using var call = s_client.Haggle();
        await call.RequestStream.WriteAllAsync([new Money { Units = 7 }]);
        Assert.Equal(7, Assert.Single(await call.ResponseStream.ToListAsync()).Units);
        Assert.Equal(3, await s_client.HaggleAsync(Enumerable.Repeat(new Money(), 3).ToAsyncEnumerable()).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_a_stand_in_leaves_out_answers_UNIMPLEMENTED_and_says_what_to_implement()
    {
        var error = Assert.Throws<RpcException>(() => s_client.@goto(new Order()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Contains("IShopClient.gotoAsync", error.Status.Detail, StringComparison.Ordinal);
    }

    private sealed class StandIn : ShopService.IShopClient
    {
        public AsyncUnaryCall<Receipt> BuyAsync_(Order request, CallOptions options) => new Receipt { Number = 42 };

        public AsyncServerStreamingCall<Item> Watch(Empty request, CallOptions options) => new([new Item { Name = "tea" }, new Item { Name = "cup" }]);

        public AsyncClientStreamingCall<Item, Order> Collect(CallOptions options) => new(async items => new Order { Items = { await items.ToListAsync() } });

        public AsyncDuplexStreamingCall<Money, Money> Haggle(CallOptions options) => new(offers => offers);
    }
}
