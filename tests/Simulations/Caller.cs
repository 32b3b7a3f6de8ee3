using Peregrine;
using Peregrine.Testing;

namespace Simulations;

/// <summary>The client's end of one call: does what the call's plan says, and tells how it ended.</summary>
internal sealed class Caller(Simulation simulation, CallInvoker invoker, CallState call)
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly CancellationTokenSource _cancelRead = new();

    private CallPlan Plan => call.Plan;

    public async Task RunAsync()
    {
        await simulation.Delay(Plan.StartAt);
        call.StartedAt = simulation.Elapsed;
        simulation.Log($"call {Plan.Id}: starts, {Plan.Kind}");
        if (Plan.CancelAt is { } at) _ = simulation.Spawn(() => CancelAsync(at));
        if (Plan.ReadTokenAt is { } readAt) _ = simulation.Spawn(() => CancelReadAsync(readAt));
        var options = Options();
        switch (Plan.Kind)
        {
            case MethodType.Unary:
                call.RequestsAttempted = 1;
                call.RequestsCompleted = true;
                var unary = invoker.AsyncUnaryCall(NoteService.Unary, null, options, Request(0));
                await RunSingleAsync(unary.ResponseAsync, new(unary.ResponseHeadersAsync, unary.GetStatus, unary.GetTrailers, unary.Dispose), Task.CompletedTask);
                break;
            case MethodType.ClientStreaming:
                var upload = invoker.AsyncClientStreamingCall(NoteService.ClientStreaming, null, options);
                await RunSingleAsync(upload.ResponseAsync, new(upload.ResponseHeadersAsync, upload.GetStatus, upload.GetTrailers, upload.Dispose), WriteAsync(upload.RequestStream));
                break;
            case MethodType.ServerStreaming:
                call.RequestsAttempted = 1;
                call.RequestsCompleted = true;
                var download = invoker.AsyncServerStreamingCall(NoteService.ServerStreaming, null, options, Request(0));
                await RunStreamAsync(download.ResponseStream, new(download.ResponseHeadersAsync, download.GetStatus, download.GetTrailers, download.Dispose), Task.CompletedTask);
                break;
            default:
                var duplex = invoker.AsyncDuplexStreamingCall(NoteService.Duplex, null, options);
                await RunStreamAsync(duplex.ResponseStream, new(duplex.ResponseHeadersAsync, duplex.GetStatus, duplex.GetTrailers, duplex.Dispose), WriteAsync(duplex.RequestStream));
                break;
        }
    }

    private CallOptions Options()
    {
        var options = new CallOptions(headers: [new Metadata.Entry("call", $"{Plan.Id}")], cancellationToken: _cancel.Token);
        if (Plan.Timeout is { } timeout) options = options.WithTimeout(timeout);
        if (Plan.WaitForReady) options = options.WithWaitForReady();
        if (Plan.Compression is { } encoding) options = options.WithCompression(encoding);
        if (Plan.MaxReceive is { } most) options = options.WithMaxReceiveMessageSize(most);
        return options;
    }

    private Note Request(int index) => new(Plan.Id, index, false, Plan.Requests[index]);

    private async Task CancelAsync(TimeSpan after)
    {
        await simulation.Delay(after);
        call.CancelledByCaller = true;
        simulation.Log($"call {Plan.Id}: token fires");
        _cancel.Cancel();
    }

    private async Task CancelReadAsync(TimeSpan after)
    {
        await simulation.Delay(after);
        simulation.Log($"call {Plan.Id}: token of the reads fires");
        _cancelRead.Cancel();
    }

    private async Task DisposeAsync(CallHandle handle, TimeSpan after)
    {
        await simulation.Delay(after);
        call.Disposed = true;
        simulation.Log($"call {Plan.Id}: is disposed");
        handle.Dispose();
    }

    private async Task RunSingleAsync(Task<Note> response, CallHandle handle, Task writing)
    {
        Begin(handle);
        try
        {
            call.ReceiveResponse(await response);
            End(Status.DefaultSuccess);
        }
        catch (Exception ended)
        {
            End(StatusOf(ended));
        }

        await FinishAsync(handle, writing);
    }

    private async Task RunStreamAsync(IAsyncStreamReader<Note> responses, CallHandle handle, Task writing)
    {
        Begin(handle);
        try
        {
            while (await responses.MoveNext(_cancelRead.Token))
            {
                call.ReceiveResponse(responses.Current);
                await PauseAsync();
            }

            End(Status.DefaultSuccess);
        }
        catch (Exception ended)
        {
            End(StatusOf(ended));
        }

        await FinishAsync(handle, writing);
        await CheckEndStaysAsync(responses);
    }

    private void Begin(CallHandle handle)
    {
        if (Plan.DisposeAt is { } at) _ = simulation.Spawn(() => DisposeAsync(handle, at));
        if (Plan.AwaitsHeaders) _ = simulation.Spawn(() => AwaitHeadersAsync(handle));
    }

    private void End(Status status)
    {
        simulation.Log($"call {Plan.Id}: ended with {status.StatusCode} {status.Detail}");
        call.EndClient(status, simulation.Elapsed);
    }

    // Whatever the call ended with, the same is said everywhere, and nothing more can be sent.
    private async Task FinishAsync(CallHandle handle, Task writing)
    {
        await writing;
        var status = handle.GetStatus();
        if (call.ReadGivenUp)
        {
            handle.Dispose();
            return; // the reader left before it saw the end
        }

        var seen = call.End!.Value.StatusCode;
        Rule.Holds(status.StatusCode == seen || call.Disposed, $"Call {Plan.Id} ended with {call.End}, but its status is {status}.");
        handle.GetTrailers();
        handle.Dispose();
        Rule.Holds(handle.GetStatus() == status, $"Call {Plan.Id} changed its status when it was disposed.");
    }

    private async Task CheckEndStaysAsync(IAsyncStreamReader<Note> responses)
    {
        if (call.ReadGivenUp) return;

        Status again;
        try
        {
            again = await responses.MoveNext(default) ? new Status(StatusCode.OK, "a message") : Status.DefaultSuccess;
        }
        catch (Exception ended)
        {
            again = StatusOf(ended);
        }

        Rule.Holds(again.StatusCode == call.End!.Value.StatusCode && again.Detail != "a message", $"Call {Plan.Id} ended with {call.End}, and a later read said {again}.");
    }

    private async Task AwaitHeadersAsync(CallHandle handle)
    {
        try
        {
            await handle.Headers;
        }
        catch (Exception ended)
        {
            StatusOf(ended);
        }
    }

    private async Task WriteAsync(IClientStreamWriter<Note> requests)
    {
        try
        {
            for (var i = 0; i < Plan.Requests.Length; i++)
            {
                await PauseAsync();
                call.RequestsAttempted++;
                await requests.WriteAsync(Request(i));
            }

            await PauseAsync();
            call.RequestsCompleted = true;
            await requests.CompleteAsync();
        }
        catch (Exception ended)
        {
            StatusOf(ended); // the call has ended; its reader says how
            simulation.Log($"call {Plan.Id}: writing failed: {ended.Message}");
        }
    }

    private Task PauseAsync() => Plan.ClientPause == TimeSpan.Zero ? Task.CompletedTask : simulation.Delay(new TimeSpan(simulation.Random.NextInt64(Plan.ClientPause.Ticks)));

    private Status StatusOf(Exception ended)
    {
        switch (ended)
        {
            case RpcException rpc:
                return rpc.Status;
            case OperationCanceledException read when read.CancellationToken == _cancelRead.Token && _cancelRead.IsCancellationRequested:
                call.ReadGivenUp = true;
                return new Status(StatusCode.Cancelled, "by the token of a read");
            case OperationCanceledException cancelled when cancelled.CancellationToken == _cancel.Token && call.CancelledByCaller:
                return new Status(StatusCode.Cancelled, "by a token of the caller");
            default:
                Rule.Broken($"Call {Plan.Id} threw {ended.GetType().Name}: {ended.Message}{Environment.NewLine}{ended.StackTrace}");
                return default;
        }
    }

    private sealed record CallHandle(Task<Metadata> Headers, Func<Status> GetStatus, Func<Metadata> GetTrailers, Action Dispose);
}
