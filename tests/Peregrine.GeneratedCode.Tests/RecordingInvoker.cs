namespace Peregrine.GeneratedCode.Tests;

/// <summary>Notes what a client asks for, and answers nothing.</summary>
internal sealed class RecordingInvoker : CallInvoker
{
    public IMethod? Method { get; private set; }

    public CallOptions Options { get; private set; }

    public object? Request { get; private set; }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Note(method, options, request, method.ResponseMarshaller.Deserializer([]));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Note<AsyncUnaryCall<TResponse>>(method, options, request, null!);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Note<AsyncServerStreamingCall<TResponse>>(method, options, request, null!);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Note<AsyncClientStreamingCall<TRequest, TResponse>>(method, options, null, null!);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Note<AsyncDuplexStreamingCall<TRequest, TResponse>>(method, options, null, null!);

    private T Note<T>(IMethod method, CallOptions options, object? request, T answer)
    {
        Method = method;
        Options = options;
        Request = request;
        return answer;
    }
}
