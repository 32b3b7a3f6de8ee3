using Peregrine.Compression;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>Starts calls of the four kinds on a channel. May be used by any number of threads.</summary>
internal sealed class ChannelInvoker(ChannelSettings settings, CallOpener opener) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new(Unary(method, host, options, request));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Unary(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new StreamResponseCall<TResponse>(settings, method, method.ResponseMarshaller, options);
        Send(call, method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(call.Reader, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new SingleResponseCall<TResponse>(settings, method, method.ResponseMarshaller, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(Open(call, method, host, options), call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new StreamResponseCall<TResponse>(settings, method, method.ResponseMarshaller, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(Open(call, method, host, options), call.Reader, call);
    }

    private SingleResponseCall<TResponse> Unary<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, in CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        var call = new SingleResponseCall<TResponse>(settings, method, method.ResponseMarshaller, options);
        Send(call, method, host, options, request);
        return call;
    }

    private void Send<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method, string? host, in CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var compression = CompressionFor(options);
        var start = StartOf(method, host, options, compression, hasBody: true);
        if (!call.Begin()) return;

        try
        {
            var compress = (options.WriteOptions?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress ? null : compression;
            using var message = MessageEncoder.Encode(request, method.RequestMarshaller, compress, options.MaxSendMessageSize ?? settings.MaxSendMessageSize);
            opener.Open(call, start, options, message);
        }
        catch (RpcException refused)
        {
            call.End(refused.Status);
        }
    }

    private RequestWriter<TRequest> Open<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method, string? host, in CallOptions options)
        where TRequest : class
        where TResponse : class
    {
        var compression = CompressionFor(options);
        var start = StartOf(method, host, options, compression, hasBody: false);
        if (call.Begin()) opener.Open(call, start, options);
        return new RequestWriter<TRequest>(call, method.RequestMarshaller, compression, options.MaxSendMessageSize ?? settings.MaxSendMessageSize) { WriteOptions = options.WriteOptions };
    }

    private RequestStart StartOf<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, in CallOptions options, ICompressionProvider? compression, bool hasBody) =>
        new(method.PathField, host is null ? null : Fields.Authority(host), options.Headers, compression is null ? null : settings.Reading.Compression.EncodingField(compression), hasBody);

    private ICompressionProvider? CompressionFor(in CallOptions options)
    {
        var encoding = options.EffectiveCompression ?? settings.RequestCompression;
        if (encoding is null or "identity") return null;

        return settings.Reading.Compression.Find(encoding)
            ?? throw new ArgumentException($"The compression '{encoding}' is not known to this channel; known are {settings.Reading.Compression.AcceptEncoding}. Add a provider to {nameof(GrpcChannelOptions)}.{nameof(GrpcChannelOptions.CompressionProviders)}.");
    }
}
