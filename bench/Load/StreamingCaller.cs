using Bench;
using Google.Protobuf;
using Measuring;
using Peregrine;
using BenchClient = Bench.Bench.BenchClient;

namespace Load;

/// <summary>
/// One caller of streams: opens one after the other until the run is over. What is timed: of a server stream the time from one message to the next, of a client stream each
/// awaited write (small ones: see <see cref="MessagePace"/>), of a bidirectional stream each message's way there and back, while writing runs ahead of reading as far as flow control lets it.
/// </summary>
internal sealed class StreamingCaller(BenchClient client, LoadRun run, ByteString body, int messagesPerStream)
{
    private const string Name = "bench";

    private readonly MessagePace _pace = new(run, body.Length);

    public async Task ServerStreamAsync()
    {
        var request = new Payload { Id = messagesPerStream, Name = Name, Body = body };
        while (!run.IsOver)
        {
            try
            {
                using var call = client.ServerStream(request, cancellationToken: run.Ended);
                var received = 0;
                _pace.Start();
                for (; await call.ResponseStream.MoveNext(CancellationToken.None); received++)
                {
                    if (!IsEcho(call.ResponseStream.Current, messagesPerStream)) run.RecordError();
                    _pace.Count();
                }

                _pace.End();
                if (received != messagesPerStream) run.RecordError();
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException)
            {
                RecordFailure(failure);
            }
        }
    }

    public async Task ClientStreamAsync()
    {
        var request = new Payload { Name = Name, Body = body };
        while (!run.IsOver)
        {
            try
            {
                using var call = client.ClientStream(cancellationToken: run.Ended);
                _pace.Start();
                for (var i = 0; i < messagesPerStream; i++)
                {
                    await call.RequestStream.WriteAsync(request);
                    _pace.Count();
                }

                _pace.End();
                await call.RequestStream.CompleteAsync();
                if (!IsEcho(await call.ResponseAsync, messagesPerStream)) run.RecordError();
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException or InvalidOperationException)
            {
                RecordFailure(failure);
            }
        }
    }

    public async Task BidiAsync()
    {
        var starts = new long[messagesPerStream];
        while (!run.IsOver)
        {
            try
            {
                using var call = client.Bidi(cancellationToken: run.Ended);
                var writing = WriteAsync(call.RequestStream, starts);
                var received = 0;
                for (; await call.ResponseStream.MoveNext(CancellationToken.None); received++)
                {
                    if (!IsEcho(call.ResponseStream.Current, received)) run.RecordError();
                    run.Record(starts[received]);
                }

                if (received != messagesPerStream) run.RecordError();
                await writing;
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException)
            {
                RecordFailure(failure);
            }
        }
    }

    private async Task WriteAsync(IClientStreamWriter<Payload> requests, long[] starts)
    {
        var request = new Payload { Name = Name, Body = body };
        try
        {
            for (var i = 0; i < starts.Length; i++)
            {
                request.Id = i;
                starts[i] = LoadRun.Now;
                await requests.WriteAsync(request);
            }

            await requests.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException or InvalidOperationException)
        {
            // The call has ended: its reader tells why.
        }
    }

    private bool IsEcho(Payload answer, int id) => answer.Id == id && answer.Body.Length == body.Length;

    /// <summary>The end of the run cuts streams short; that is no error.</summary>
    private void RecordFailure(Exception failure)
    {
        if (run.IsOver) return;
        if (run.RecordError() == 1) Console.Error.WriteLine($"First error: {failure.Message}");
    }
}
