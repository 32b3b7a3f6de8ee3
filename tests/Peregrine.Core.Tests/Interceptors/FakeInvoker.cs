namespace Peregrine.Core.Tests.Interceptors;

/// <summary>A channel that answers by itself: it echoes requests, remembers what it was called with, and ends each call with a status.</summary>
internal sealed class FakeInvoker : CallInvoker
{
    public static readonly Method<string, string> Method =
        new(MethodType.Unary, "test.Echo", "Call", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    public int Calls { get; private set; }

    public CallOptions Options { get; private set; }

    public string? Host { get; private set; }

    public Status Status { get; init; } = Status.DefaultSuccess;

    public Metadata Trailers { get; } = new() { { "t", "1" } };

    public bool IsDisposed { get; private set; }

    /// <summary>Completes the calls; completed unless a test replaces it.</summary>
    public TaskCompletionSource Gate { get; init; } = Opened();

    public static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Remember(host, options);
        if (Status.StatusCode != StatusCode.OK) throw new RpcException(Status, Trailers);
        return (TResponse)(object)$"echo {request}";
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Remember(host, options);
        return new AsyncUnaryCall<TResponse>(Answer<TResponse>(() => $"echo {request}"), Headers(), () => Status, () => Trailers, () => IsDisposed = true);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Remember(host, options);
        var reader = new Reader<TResponse>(this, [$"{request} 1", $"{request} 2"]);
        return new AsyncServerStreamingCall<TResponse>(reader, Headers(), () => Status, () => Trailers, () => IsDisposed = true);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Remember(host, options);
        var writer = new Writer<TRequest>();
        var response = Joined<TRequest, TResponse>(writer);
        return new AsyncClientStreamingCall<TRequest, TResponse>(writer, response, Headers(), () => Status, () => Trailers, () => IsDisposed = true);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Remember(host, options);
        var writer = new Writer<TRequest>();
        var reader = new Reader<TResponse>(this, writer.Messages) { Start = writer.Completed };
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(writer, reader, Headers(), () => Status, () => Trailers, () => IsDisposed = true);
    }

    private static Task<Metadata> Headers() => Task.FromResult(new Metadata { { "h", "1" } });

    private void Remember(string? host, CallOptions options)
    {
        Calls++;
        Host = host;
        Options = options;
    }

    private async Task<TResponse> Answer<TResponse>(Func<string> answer)
    {
        await Gate.Task.WaitAsync(Options.CancellationToken);
        if (Status.StatusCode != StatusCode.OK) throw new RpcException(Status, Trailers);
        return (TResponse)(object)answer();
    }

    private async Task<TResponse> Joined<TRequest, TResponse>(Writer<TRequest> writer)
    {
        await writer.Completed;
        return await Answer<TResponse>(() => string.Join('+', writer.Messages));
    }

    private sealed class Writer<T> : IClientStreamWriter<T>
    {
        private readonly TaskCompletionSource _completed = new();

        public List<string> Messages { get; } = [];

        public Task Completed => _completed.Task;

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(T message)
        {
            Messages.Add($"{message}");
            return Task.CompletedTask;
        }

        public Task CompleteAsync()
        {
            _completed.SetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class Reader<T>(FakeInvoker invoker, List<string> messages) : IAsyncStreamReader<T>
    {
        private int _next;

        public Task Start { get; init; } = Task.CompletedTask;

        public T Current => (T)(object)messages[_next - 1];

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            await Start;
            if (_next++ < messages.Count) return true;
            await invoker.Gate.Task.WaitAsync(invoker.Options.CancellationToken);
            if (invoker.Status.StatusCode != StatusCode.OK) throw new RpcException(invoker.Status, invoker.Trailers);
            return false;
        }
    }
}
