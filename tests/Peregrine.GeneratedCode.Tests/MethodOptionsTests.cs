using Google.Protobuf.Reflection;
using Peregrine.GeneratedCode.Shop;
using Peregrine.Interceptors;
using ShopService = Peregrine.GeneratedCode.Shop.Shop;

namespace Peregrine.GeneratedCode.Tests;

/// <summary>What the author of a .proto writes about a method is there when it is called.</summary>
public sealed class MethodOptionsTests
{
    [Fact]
    public void A_method_knows_its_descriptor_and_the_options_in_it()
    {
        var invoker = new RecordingInvoker();
        new ShopService.ShopClient(invoker).Buy(new Order());

        var descriptor = Assert.IsType<MethodDescriptor>(invoker.Method!.Descriptor);

        Assert.Equal("peregrine.shop.v1.Shop.Buy", descriptor.FullName);
        Assert.Equal(["buyer", "manager"], descriptor.GetOptions().GetExtension(AuthExtensions.Access).Roles);
        Assert.Equal("sales", descriptor.Service.GetOptions().GetExtension(AuthExtensions.Owner));
        Assert.Same(descriptor, invoker.Method.Descriptor);
    }

    [Fact]
    public void A_method_without_options_has_a_descriptor_all_the_same()
    {
        var invoker = new RecordingInvoker();
        new ShopService.ShopClient(invoker).BuyAsync(new Order());

        Assert.Null(((MethodDescriptor)invoker.Method!.Descriptor!).GetOptions()?.GetExtension(AuthExtensions.Access));
    }

    [Fact]
    public async Task An_interceptor_of_the_server_decides_by_the_options_of_the_called_method()
    {
        await using var server = new GrpcServer();
        server.Add(ShopService.BindService(new OpenShop()).Intercept(new RoleCheck()));
        await using var channel = GrpcChannel.ForAddress((await server.StartAsync("http://127.0.0.1:0")).Text);
        var client = new ShopService.ShopClient(channel);

        var refused = Assert.Throws<RpcException>(() => client.Buy(new Order()));
        var allowed = client.Buy(new Order(), new Metadata { { "role", "manager" } });

        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Equal(1, allowed.Number);
        Assert.Equal(2, client.BuyAsync(new Order()).Number); // an rpc without the option
    }

    [Fact]
    public async Task An_interceptor_of_the_client_sees_the_options_of_the_called_method()
    {
        await using var server = new GrpcServer();
        server.Add(new OpenShop());
        await using var channel = GrpcChannel.ForAddress((await server.StartAsync("http://127.0.0.1:0")).Text);
        var log = new LogCheck();

        await new ShopService.ShopClient(channel.Intercept(log)).BuyAsync_(new Order());

        Assert.Equal(["/peregrine.shop.v1.Shop/Buy"], log.Logged);
    }

    private static Access? AccessOf(IMethod? method) => (method?.Descriptor as MethodDescriptor)?.GetOptions()?.GetExtension(AuthExtensions.Access);

    private sealed class OpenShop : ShopService.ShopBase
    {
        public override Task<Receipt> Buy(Order request, ServerCallContext context) => Task.FromResult(new Receipt { Number = 1 });

        public override Task<Receipt> BuyAsync(Order request, ServerCallContext context) => Task.FromResult(new Receipt { Number = 2 });
    }

    private sealed class RoleCheck : CallInterceptor
    {
        public override Task InvokeAsync(ServerCallContext context, Func<Task> next) =>
            AccessOf(context.CalledMethod) is not { } access || access.Roles.Contains(context.RequestHeaders.GetValue("role") ?? "")
                ? next()
                : throw new RpcException(new Status(StatusCode.PermissionDenied, $"{context.Method} is for {string.Join(" or ", access.Roles)}."));
    }

    private sealed class LogCheck : CallInterceptor
    {
        public List<string> Logged { get; } = [];

        public override Task InvokeAsync(ClientCallContext call, Func<Task> next)
        {
            if (AccessOf(call.Method) is { IsLogged: true }) Logged.Add(call.Method.FullName);
            return next();
        }
    }
}
