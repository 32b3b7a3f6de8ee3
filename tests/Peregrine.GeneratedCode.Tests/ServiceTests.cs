using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Peregrine.Common;
using Peregrine.GeneratedCode.Shop;
using ShopService = Peregrine.GeneratedCode.Shop.Shop;

namespace Peregrine.GeneratedCode.Tests;

#pragma warning disable CS0612 // The shop has a deprecated method.

public sealed class ServiceTests
{
    [Fact]
    public void A_client_calls_each_kind_of_method_by_its_name()
    {
        var invoker = new RecordingInvoker();
        var client = new ShopService.ShopClient(invoker);
        var seen = new List<string>();
        void Note() => seen.Add($"{invoker.Method!.Type} {invoker.Method.FullName}");

        client.Buy(new Order());
        Note();
        client.BuyAsync(new Order());
        Note();
        client.Watch(new Empty());
        Note();
        client.Collect();
        Note();
        client.Haggle();
        Note();

        Assert.Equal(
            [
                "Unary /peregrine.shop.v1.Shop/Buy",
                "Unary /peregrine.shop.v1.Shop/BuyAsync",
                "ServerStreaming /peregrine.shop.v1.Shop/Watch",
                "ClientStreaming /peregrine.shop.v1.Shop/Collect",
                "DuplexStreaming /peregrine.shop.v1.Shop/Haggle",
            ],
            seen);
    }

    [Fact]
    public void Where_an_rpc_is_named_as_the_async_form_of_another_that_form_moves_aside()
    {
        var invoker = new RecordingInvoker();
        var client = new ShopService.ShopClient(invoker);

        Receipt receipt = client.BuyAsync(new Order());
        AsyncUnaryCall<Receipt> call = client.BuyAsync_(new Order());

        Assert.NotNull(receipt);
        Assert.Null(call);
        Assert.Equal("/peregrine.shop.v1.Shop/Buy", invoker.Method!.FullName);
    }

    [Fact]
    public void An_rpc_that_is_a_keyword_keeps_its_name()
    {
        var invoker = new RecordingInvoker();

        new ShopService.ShopClient(invoker).@goto(new Order());

        Assert.Equal("/peregrine.shop.v1.Shop/goto", invoker.Method!.FullName);
    }

    [Fact]
    public void The_optional_parameters_become_the_call_options()
    {
        var invoker = new RecordingInvoker();
        var headers = new Metadata();
        using var source = new CancellationTokenSource();
        var deadline = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        new ShopService.ShopClient(invoker).Buy(new Order(), headers, deadline, source.Token);

        Assert.Same(headers, invoker.Options.Headers);
        Assert.Equal(deadline, invoker.Options.Deadline);
        Assert.Equal(source.Token, invoker.Options.CancellationToken);
    }

    [Fact]
    public void Marshallers_write_and_read_messages()
    {
        var binder = new RecordingInvoker();
        new ShopService.ShopClient(binder).Buy(new Order());
        var method = (Method<Order, Receipt>)binder.Method!;
        var order = new Order { Note = "bring a bag", Tip = new Money { Currency = Currency.Eur, Units = 3 } };

        var bytes = method.RequestMarshaller.Serializer(order);

        Assert.Equal(order.ToByteArray(), bytes);
        Assert.Equal(order, method.RequestMarshaller.Deserializer(bytes));
    }

    [Fact]
    public void A_service_binds_all_its_methods_without_reflection()
    {
        var binder = new RecordingBinder();

        ((IGrpcService)new Implementation()).Bind(binder);

        Assert.Equal(7, binder.Methods.Count);
        Assert.Equal(MethodType.DuplexStreaming, binder.Methods["/peregrine.shop.v1.Shop/Haggle"].Type);
        Assert.All(binder.Methods.Values, static method => Assert.NotNull(method.Handler));
    }

    [Fact]
    public void A_definition_binds_as_the_service_does()
    {
        var direct = new RecordingBinder();
        var definition = new RecordingBinder();

        ShopService.BindService(direct, new Implementation());
        ShopService.BindService(new Implementation()).BindService(definition);

        Assert.Equal(direct.Methods.Keys, definition.Methods.Keys);
    }

    [Fact]
    public void Without_an_implementation_the_methods_are_bound_without_handlers()
    {
        var binder = new RecordingBinder();

        ShopService.BindService(binder, null);

        Assert.All(binder.Methods.Values, static method => Assert.Null(method.Handler));
    }

    [Fact]
    public async Task A_method_that_is_not_overridden_answers_UNIMPLEMENTED_with_its_name()
    {
        var binder = new RecordingBinder();
        ShopService.BindService(binder, new Implementation());
        var handler = (UnaryServerMethod<Receipt, Order>)binder.Methods["/peregrine.shop.v1.Shop/Return"].Handler!;

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await handler(new Receipt(), null!));

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
        Assert.Contains("Return", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stand_in_implements_only_what_it_needs()
    {
        ShopService.IShopClient stand_in = new StandIn();

        Assert.Equal(42, stand_in.Buy(new Order()).Number);
        var exception = Assert.Throws<RpcException>(() => stand_in.Watch(new Empty()));
        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Fact]
    public void The_client_is_its_interface()
    {
        var invoker = new RecordingInvoker();
        ShopService.IShopClient client = new ShopService.ShopClient(invoker);

        client.Watch(new Empty());

        Assert.Equal("/peregrine.shop.v1.Shop/Watch", invoker.Method!.FullName);
    }

    [Fact]
    public void The_descriptor_of_a_service_names_its_methods() =>
        Assert.Equal(["Buy", "Watch", "Collect", "Haggle", "Return", "goto", "BuyAsync"], ShopService.Descriptor.Methods.Select(static method => method.Name));

    private sealed class Implementation : ShopService.ShopBase
    {
        public override Task<Receipt> Buy(Order request, ServerCallContext context) => Task.FromResult(new Receipt { Number = 1 });
    }

    private sealed class StandIn : ShopService.IShopClient
    {
        public Receipt Buy(Order request, CallOptions options) => new() { Number = 42 };
    }
}
