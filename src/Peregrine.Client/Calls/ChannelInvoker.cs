using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>Starts calls of the four kinds on a channel. May be used by any number of threads.</summary>
internal sealed class ChannelInvoker : CallInvoker
{
    private readonly ChannelSettings _settings;
    private readonly CallOpener _opener;

    public ChannelInvoker(ChannelSettings settings, CallOpener opener)
    {
        _settings = settings;
        _opener = opener;
        settings.OpenAgain = OpenAgain;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new(Unary(method, host, options, request));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var response = Unary(method, host, options, request).ResponseAsync;
        if (!response.IsCompleted) DrainSlot.AboutToBlock(); // this thread may be the one that would send the request and read the response
        return response.GetAwaiter().GetResult();
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new StreamResponseCall<TResponse>(_settings, method, method.ResponseMarshaller, options);
        Send(call, method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(call.Reader, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new SingleResponseCall<TResponse>(_settings, method, method.ResponseMarshaller, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(Open(call, method, host, options), call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new StreamResponseCall<TResponse>(_settings, method, method.ResponseMarshaller, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(Open(call, method, host, options), call.Reader, call);
    }

    private SingleResponseCall<TResponse> Unary<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, in CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        var call = new SingleResponseCall<TResponse>(_settings, method, method.ResponseMarshaller, options);
        Send(call, method, host, options, request);
        return call;
    }

    private void Send<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method, string? host, in CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var compression = CompressionFor(options);
        var start = StartOf(method.PathField, host, options, compression, hasBody: true);
        call.Keep(request, host, options);
        if (call.Begin()) Send(call, start, options, request, method.RequestMarshaller, compression);
    }

    private void Send<TRequest>(ClientCall call, in RequestStart start, in CallOptions options, TRequest request, Marshaller<TRequest> marshaller, ICompressionProvider? compression)
    {
        try
        {
            var compress = (options.WriteOptions?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress ? null : compression;
            using var message = MessageEncoder.Encode(request, marshaller, compress, options.MaxSendMessageSize ?? _settings.MaxSendMessageSize);
            _opener.Open(call, start, options, message);
        }
        catch (RpcException refused)
        {
            call.End(refused.Status);
        }
    }

    private void OpenAgain(ClientCall call, CallOrigin origin)
    {
        var method = (IUntypedMethod)call.Method; // all calls are made with a Method<,>
        var compression = CompressionFor(origin.Options);
        var start = StartOf(method.Path, origin.Host, origin.Options, compression, origin.Request is not null);
        if (origin.Request is null) _opener.Open(call, start, origin.Options);
        else Send(call, start, origin.Options, origin.Request, method.Requests, compression);
    }

    private RequestWriter<TRequest> Open<TRequest, TResponse>(ClientCall call, Method<TRequest, TResponse> method, string? host, in CallOptions options)
        where TRequest : class
        where TResponse : class
    {
        var compression = CompressionFor(options);
        var start = StartOf(method.PathField, host, options, compression, hasBody: false);
        call.Keep(null, host, options);
        if (call.Begin()) _opener.Open(call, start, options);
        return new RequestWriter<TRequest>(call, method.RequestMarshaller, compression, options.MaxSendMessageSize ?? _settings.MaxSendMessageSize) { WriteOptions = options.WriteOptions };
    }

    private RequestStart StartOf(HeaderField path, string? host, in CallOptions options, ICompressionProvider? compression, bool hasBody) =>
        new(path, host is null ? null : Fields.Authority(host), options.Headers, compression is null ? null : _settings.Reading.Compression.EncodingField(compression), hasBody);

    private ICompressionProvider? CompressionFor(in CallOptions options)
    {
        var encoding = options.EffectiveCompression ?? _settings.RequestCompression;
        if (encoding is null or "identity") return null;

        return _settings.Reading.Compression.Find(encoding)
            ?? throw new ArgumentException($"The compression '{encoding}' is not known to this channel; known are {_settings.Reading.Compression.AcceptEncoding}. Add a provider to {nameof(GrpcChannelOptions)}.{nameof(GrpcChannelOptions.CompressionProviders)}.");
    }
}
