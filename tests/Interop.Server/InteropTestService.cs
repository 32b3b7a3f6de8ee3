using Google.Protobuf;
using Grpc.Testing;
using Peregrine;

namespace Interop.Server;

/// <summary>gRPC's interop test service. One instance serves all calls.</summary>
internal sealed class InteropTestService : TestService.TestServiceBase
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
        if (request.ResponseCompressed?.Value == true) context.SetResponseCompression("gzip");
        await EchoMetadata.ReplyAsync(context);
        EndAsAsked(request.ResponseStatus);
        return new SimpleResponse
        {
            Payload = Zeros(request.ResponseSize),
            ServerId = request.FillServerId ? _serverId : "",
            Hostname = Environment.MachineName,
        };
    }

    public override async Task<SimpleResponse> CacheableUnaryCall(SimpleRequest request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new Metadata { { "cache-control", "max-age=60, public" } });
        return new SimpleResponse { Payload = Zeros(request.ResponseSize) };
    }

    public override async Task StreamingOutputCall(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        ChooseCompression(request, context);
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
        var answered = false;
        if (EchoMetadata.IsAskedFor(context))
        {
            await EchoMetadata.ReplyAsync(context);
            answered = true;
        }
        await foreach (var request in requestStream.ReadAllAsync())
        {
            if (!answered) ChooseCompression(request, context);
            answered = true;
            await AnswerAsync(request, responseStream, context);
        }
    }

    public override async Task HalfDuplexCall(IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        await EchoMetadata.ReplyAsync(context);
        var requests = new List<StreamingOutputCallRequest>();
        await foreach (var request in requestStream.ReadAllAsync()) requests.Add(request);
        foreach (var request in requests) await AnswerAsync(request, responseStream, context);
    }

    private static async Task AnswerAsync(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> writer, ServerCallContext context)
    {
        EndAsAsked(request.ResponseStatus);
        foreach (var wanted in request.ResponseParameters)
        {
            if (wanted.IntervalUs > 0) await Task.Delay(TimeSpan.FromMicroseconds(wanted.IntervalUs), context.CancellationToken);
            writer.WriteOptions = wanted.Compressed?.Value == false ? new WriteOptions(WriteFlags.NoCompress) : WriteOptions.Default;
            var response = new StreamingOutputCallResponse { Payload = Zeros(wanted.Size) };
            if (wanted.FillPeerSocketAddress?.Value == true) response.PeerSocketAddress = context.Peer;
            await writer.WriteAsync(response);
        }
    }

    // The encoding belongs to the call and is settled before its first message; single messages can only be exempted from it.
    private static void ChooseCompression(StreamingOutputCallRequest request, ServerCallContext context)
    {
        if (request.ResponseParameters.Any(wanted => wanted.Compressed?.Value == true)) context.SetResponseCompression("gzip");
    }

    private static void RequireCompression(BoolValue? expected, bool arrivedCompressed)
    {
        if (expected is null || expected.Value == arrivedCompressed) return;
        throw new RpcException(new Status(StatusCode.InvalidArgument, expected.Value ? "The message should have been compressed and was not." : "The message was compressed and should not have been."));
    }

    private static void EndAsAsked(EchoStatus? status)
    {
        if (status is { Code: not 0 }) throw new RpcException(new Status((StatusCode)status.Code, status.Message));
    }

    private static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
