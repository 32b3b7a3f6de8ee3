namespace Peregrine.EndToEnd.Tests;

/// <summary>Handlers that several tests use.</summary>
internal static class Handlers
{
    /// <summary>Waits until the call is cancelled.</summary>
    public static async Task<string> Hang(string request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return request;
    }

    /// <summary>Reads all requests and answers none.</summary>
    public static async Task Swallow(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (var _ in requests.ReadAllAsync(context.CancellationToken))
        {
            // nothing is said
        }
    }
}
