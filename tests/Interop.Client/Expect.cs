using Grpc.Testing;
using Peregrine;

namespace Interop.Client;

/// <summary>What cases check, with failures that say what came instead.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new CaseFailedException($"{what}: expected {expected}, got {actual}");
    }

    public static async Task StatusAsync(Func<Task> call, StatusCode code, string? message = null)
    {
        try
        {
            await call();
        }
        catch (RpcException e)
        {
            Equal(code, e.StatusCode, $"status (its message: '{e.Status.Detail}')");
            if (message is not null) Equal(message, e.Status.Detail, "status message");
            return;
        }
        throw new CaseFailedException($"expected status {code}, but the call succeeded");
    }

    /// <summary>The call ends cancelled. A cancelled token of the caller's own shows as <see cref="OperationCanceledException"/>.</summary>
    public static async Task CancelledAsync(Func<Task> call, Func<Status> status)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            Equal(StatusCode.Cancelled, status().StatusCode, "status");
            return;
        }
        throw new CaseFailedException("expected status Cancelled, but the call succeeded");
    }

    public static async Task ResponseAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses, int size)
    {
        if (!await responses.MoveNext()) throw new CaseFailedException("the stream ended before its response");
        Equal(size, responses.Current.Payload.Body.Length, "size of the response");
    }

    public static async Task EndAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses)
    {
        if (await responses.MoveNext()) throw new CaseFailedException("a response that nobody asked for");
    }
}
