using Google.Protobuf;
using Grpc.Testing;
using Peregrine;

namespace Interop.Server;

/// <summary>gRPC's interop test service. One instance serves all calls.</summary>
internal sealed class InteropTestService(Identities identities, LoadReports reports) : TestService.TestServiceBase
{
    private readonly string _serverId = Guid.NewGuid().ToString();

    public override async Task<Empty> EmptyCall(Empty request, ServerCallContext context)
    {
        await EchoMetadata.ReplyAsync(context);
        return new Empty();
    }

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        RequireCompression(request.ExpectCompressed, request.ArrivedCompressed);
        RequireKnownType(request.ResponseType);
        if (request.ResponseCompressed?.Value == true) context.SetResponseCompression("gzip");
        await EchoMetadata.ReplyAsync(context);
        EndAsAsked(request.ResponseStatus);
        if (request.OrcaPerQueryReport is { } report) LoadReports.Attach(report, context);
        var (user, scope) = identities.Find(context);
        return new SimpleResponse
        {
            Payload = Zeros(request.ResponseSize),
            Username = request.FillUsername ? user : "",
            OauthScope = request.FillOauthScope ? scope : "",
            ServerId = request.FillServerId ? _serverId : "",
            Hostname = Environment.MachineName,
        };
    }

    public override async Task<SimpleResponse> CacheableUnaryCall(SimpleRequest request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new Metadata { { "cache-control", "max-age=60, public" } });
        return new SimpleResponse { Payload = new() { Body = ByteString.CopyFromUtf8($"{DateTime.UtcNow.Ticks}00") } }; // nanoseconds, so that no two answers are equal
    }

    public override async Task StreamingOutputCall(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        context.SetResponseCompression("gzip");
        await EchoMetadata.ReplyAsync(context);
        await AnswerAsync(request, responseStream, context);
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        await EchoMetadata.ReplyAsync(context);
        var size = 0;
        await foreach (var request in requestStream.ReadAllAsync())
        {
            RequireCompression(request.ExpectCompressed, request.ArrivedCompressed);
            size += request.Payload?.Body.Length ?? 0;
        }
        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task FullDuplexCall(IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        context.SetResponseCompression("gzip");
        await EchoMetadata.ReplyAsync(context);
        IDisposable? publishing = null;
        try
        {
            await foreach (var request in requestStream.ReadAllAsync())
            {
                if (request.OrcaOobReport is { } report) publishing = await reports.PublishAsync(report, publishing, context.CancellationToken);
                await AnswerAsync(request, responseStream, context);
            }
        }
        finally
        {
            publishing?.Dispose();
        }
    }

    public override async Task HalfDuplexCall(IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        context.SetResponseCompression("gzip");
        await EchoMetadata.ReplyAsync(context);
        var requests = new List<StreamingOutputCallRequest>();
        await foreach (var request in requestStream.ReadAllAsync()) requests.Add(request);
        foreach (var request in requests) await AnswerAsync(request, responseStream, context);
    }

    private static async Task AnswerAsync(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> writer, ServerCallContext context)
    {
        RequireKnownType(request.ResponseType);
        EndAsAsked(request.ResponseStatus);
        foreach (var wanted in request.ResponseParameters)
        {
            if (wanted.IntervalUs > 0) await Task.Delay(TimeSpan.FromMicroseconds(wanted.IntervalUs), context.CancellationToken);
            // The encoding belongs to the call and was settled before its first message; each message says whether it makes use of it.
            writer.WriteOptions = wanted.Compressed?.Value == true ? WriteOptions.Default : new WriteOptions(WriteFlags.NoCompress);
            var response = new StreamingOutputCallResponse { Payload = Zeros(wanted.Size) };
            if (wanted.FillPeerSocketAddress?.Value == true) response.PeerSocketAddress = context.Peer;
            await writer.WriteAsync(response);
        }
    }

    private static void RequireCompression(BoolValue? expected, bool arrivedCompressed)
    {
        if (expected is null || expected.Value == arrivedCompressed) return;
        throw new RpcException(new Status(StatusCode.InvalidArgument, expected.Value ? "The message should have been compressed and was not." : "The message was compressed and should not have been."));
    }

    private static void RequireKnownType(PayloadType type)
    {
        if (type != PayloadType.Compressable) throw new RpcException(new Status(StatusCode.InvalidArgument, $"The payload type {type} is not supported."));
    }

    private static void EndAsAsked(EchoStatus? status)
    {
        if (status is { Code: not 0 }) throw new RpcException(new Status((StatusCode)status.Code, status.Message));
    }

    private static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
