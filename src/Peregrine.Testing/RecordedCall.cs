namespace Peregrine.Testing;

/// <summary>One call that reached the server: what was called, with what, and how it ended. Safe for any thread, also while the call runs.</summary>
public sealed class RecordedCall
{
    private readonly Lock _gate = new();
    private readonly List<object> _requests = [];
    private readonly List<object> _responses = [];
    private readonly TaskCompletionSource<Status> _ended = new();
    private Outcome? _outcome;

    internal RecordedCall(ServerCallContext context, DateTimeOffset startedAt)
    {
        Method = context.Method;
        Peer = context.Peer;
        Deadline = context.Deadline;
        RequestHeaders = context.RequestHeaders;
        ResponseTrailers = context.ResponseTrailers;
        StartedAt = startedAt;
    }

    /// <summary>The full name, as <c>/package.Service/Method</c>.</summary>
    public string Method { get; }

    /// <summary>The client's end of the connection.</summary>
    public string Peer { get; }

    /// <summary>The deadline that arrived, in UTC; <see cref="DateTime.MaxValue"/> for none.</summary>
    public DateTime Deadline { get; }

    /// <summary>The metadata of the request.</summary>
    public Metadata RequestHeaders { get; }

    /// <summary>The trailing metadata; complete when the call has ended.</summary>
    public Metadata ResponseTrailers { get; }

    /// <summary>When the handler was called, by the test's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When the handler returned; null while it runs.</summary>
    public DateTimeOffset? EndedAt => _outcome?.EndedAt;

    /// <summary>The requests that the handler has read so far.</summary>
    public IReadOnlyList<object> Requests => Copy(_requests);

    /// <summary>The responses that the handler has written so far.</summary>
    public IReadOnlyList<object> Responses => Copy(_responses);

    /// <summary>The status with which the handler ended; null while it runs. What the client saw may differ: its deadline may have been first.</summary>
    public Status? Status => _outcome?.Status;

    /// <summary>What the handler threw, or null.</summary>
    public Exception? Exception => _outcome?.Exception;

    /// <summary>Whether the call was over before its handler had returned: the client gave it up or was lost, the deadline passed, the server stopped.</summary>
    public bool WasCancelled => _outcome is { WasCancelled: true };

    /// <summary>Completes with <see cref="Status"/> when the handler has returned.</summary>
    public Task<Status> Ended => _ended.Task;

    /// <inheritdoc/>
    public override string ToString() => $"{Method}: {Status?.ToString() ?? "running"}";

    internal void AddRequest(object message) => Add(_requests, message);

    internal void AddResponse(object message) => Add(_responses, message);

    internal void End(Status status, Exception? exception, bool wasCancelled, DateTimeOffset endedAt)
    {
        Volatile.Write(ref _outcome, new Outcome(status, exception, wasCancelled, endedAt));
        _ended.TrySetResult(status);
    }

    private void Add(List<object> messages, object message)
    {
        lock (_gate) messages.Add(message);
    }

    private object[] Copy(List<object> messages)
    {
        lock (_gate) return [.. messages];
    }

    private sealed record Outcome(Status Status, Exception? Exception, bool WasCancelled, DateTimeOffset EndedAt);
}
