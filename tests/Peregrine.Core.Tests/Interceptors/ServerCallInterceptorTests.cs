using Peregrine.Interceptors;

namespace Peregrine.Core.Tests.Interceptors;

public class ServerCallInterceptorTests
{
    private readonly List<string> _log = [];
    private readonly FakeServerCallContext _context = new();

    private static Method<string, string> Method(MethodType type) => new(type, "test.Echo", "Call", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public async Task A_unary_handler_is_wrapped()
    {
        var bound = Bound(builder => builder.AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request + "!")), new Recorder(_log));
        Assert.Equal("a!", await bound.Unary!("a", _context));
        Assert.Equal(["i before", "i < a", "i > a!", "i after"], _log);
    }

    [Fact]
    public async Task A_client_streaming_handler_is_wrapped()
    {
        var bound = Bound(
            builder => builder.AddMethod(Method(MethodType.ClientStreaming), async (IAsyncStreamReader<string> requests, ServerCallContext _) => string.Concat(await Read(requests))),
            new Recorder(_log));
        Assert.Equal("ab", await bound.ClientStreaming!(new Requests("a", "b"), _context));
        Assert.Equal(["i before", "i < a", "i < b", "i > ab", "i after"], _log);
    }

    [Fact]
    public async Task A_server_streaming_handler_is_wrapped()
    {
        var bound = Bound(
            builder => builder.AddMethod(Method(MethodType.ServerStreaming), (string request, IServerStreamWriter<string> responses, ServerCallContext _) => responses.WriteAsync(request)),
            new Recorder(_log));
        var responses = new Responses();
        await bound.ServerStreaming!("a", responses, _context);
        Assert.Equal(["a"], responses.Messages);
        Assert.Equal(["i before", "i < a", "i > a", "i after"], _log);
    }

    [Fact]
    public async Task A_duplex_handler_is_wrapped()
    {
        var bound = Bound(
            builder => builder.AddMethod(
                Method(MethodType.DuplexStreaming),
                async (IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext _) =>
                {
                    await foreach (var request in requests.ReadAllAsync()) await responses.WriteAsync(request);
                }),
            new Recorder(_log));
        var responses = new Responses();
        await bound.Duplex!(new Requests("a", "b"), responses, _context);
        Assert.Equal(["a", "b"], responses.Messages);
        Assert.Equal(["i before", "i < a", "i > a", "i < b", "i > b", "i after"], _log);
    }

    [Fact]
    public async Task Interceptors_are_nested_in_the_order_given()
    {
        var bound = Bound(
            builder => builder.AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request)), new Recorder(_log, "1"), new Recorder(_log, "2"));
        await bound.Unary!("a", _context);
        Assert.Equal(["1 before", "1 < a", "2 before", "2 < a", "2 > a", "2 after", "1 > a", "1 after"], _log);
    }

    [Fact]
    public async Task The_handlers_exception_passes_through()
    {
        var bound = Bound(builder => builder.AddMethod(Method(MethodType.Unary), (string _, ServerCallContext _) => Task.FromException<string>(new FormatException())), new Recorder(_log));
        await Assert.ThrowsAsync<FormatException>(() => bound.Unary!("a", _context));
        Assert.Equal("i after", _log[^1]);
    }

    [Fact]
    public async Task A_synchronous_exception_of_the_interceptor_fails_the_call()
    {
        var bound = Bound(builder => builder.AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request)), new Throwing());
        var call = bound.Unary!("a", _context);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task Swallowing_the_failure_of_a_unary_handler_is_INTERNAL_and_names_the_interceptor()
    {
        var bound = Bound(builder => builder.AddMethod(Method(MethodType.Unary), (string _, ServerCallContext _) => Task.FromException<string>(new FormatException())), new Swallowing());
        var error = await Assert.ThrowsAsync<RpcException>(() => bound.Unary!("a", _context));
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains(nameof(Swallowing), error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_refuses_two_methods_of_one_name()
    {
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request));
        Assert.Throws<ArgumentException>(() => builder.AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request)));
    }

    [Fact]
    public void A_binder_that_does_not_take_a_kind_names_the_method()
    {
        var definition = ServerServiceDefinition.CreateBuilder().AddMethod(Method(MethodType.Unary), (string request, ServerCallContext _) => Task.FromResult(request)).Build();
        var error = Assert.Throws<NotSupportedException>(() => definition.BindService(new NoBinder()));
        Assert.Contains("/test.Echo/Call", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_propagation_token_carries_deadline_and_cancellation_of_the_context()
    {
        using var cancel = new CancellationTokenSource();
        var deadline = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var token = new FakeServerCallContext { TheDeadline = deadline, TheToken = cancel.Token }.CreatePropagationToken();
        Assert.Equal(deadline, token.Deadline);
        Assert.Equal(cancel.Token, token.CancellationToken);
    }

    private static Bindings Bound(Action<ServerServiceDefinition.Builder> add, params Interceptor[] interceptors)
    {
        var builder = ServerServiceDefinition.CreateBuilder();
        add(builder);
        var bindings = new Bindings();
        builder.Build().Intercept(interceptors).BindService(bindings);
        return bindings;
    }

    private static async Task<List<string>> Read(IAsyncStreamReader<string> stream)
    {
        var messages = new List<string>();
        await foreach (var message in stream.ReadAllAsync()) messages.Add(message);
        return messages;
    }

    private sealed class NoBinder : ServiceBinderBase;

    private sealed class Bindings : ServiceBinderBase
    {
        public UnaryServerMethod<string, string>? Unary { get; private set; }

        public ClientStreamingServerMethod<string, string>? ClientStreaming { get; private set; }

        public ServerStreamingServerMethod<string, string>? ServerStreaming { get; private set; }

        public DuplexStreamingServerMethod<string, string>? Duplex { get; private set; }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Unary = (UnaryServerMethod<string, string>)(object)handler!;

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            ClientStreaming = (ClientStreamingServerMethod<string, string>)(object)handler!;

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            ServerStreaming = (ServerStreamingServerMethod<string, string>)(object)handler!;

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            Duplex = (DuplexStreamingServerMethod<string, string>)(object)handler!;
    }

    private sealed class Requests(params string[] messages) : IAsyncStreamReader<string>
    {
        private int _next;

        public string Current => messages[_next - 1];

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(_next++ < messages.Length);
    }

    private sealed class Responses : IServerStreamWriter<string>
    {
        public List<string> Messages { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Messages.Add(message);
            return Task.CompletedTask;
        }
    }

    private sealed class Throwing : CallInterceptor
    {
        public override Task InvokeAsync(ServerCallContext context, Func<Task> next) => throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));
    }

    private sealed class Swallowing : CallInterceptor
    {
        public override async Task InvokeAsync(ServerCallContext context, Func<Task> next)
        {
            try
            {
                await next();
            }
            catch (FormatException)
            {
                return;
            }
        }
    }
}
