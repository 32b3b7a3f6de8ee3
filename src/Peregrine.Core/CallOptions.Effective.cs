namespace Peregrine;

public readonly partial struct CallOptions
{
    // The header by which callers of older libraries choose a request encoding.
    private const string CompressionHeader = "grpc-internal-encoding-request";

    /// <summary>The parent's cancellation when the call is made for another one; the client ends the call when either this token or the call's own is cancelled.</summary>
    internal CancellationToken PropagatedCancellationToken => PropagationToken?.CancellationToken ?? default;

    /// <summary>The encoding that the caller chose by option or by header, or null.</summary>
    internal string? EffectiveCompression => Compression ?? Headers?.GetValue(CompressionHeader);

    /// <summary>
    /// The time that is left until the earliest of the deadline, the timeout and the parent's deadline; null for no limit, zero or less when it has passed.
    /// Called once, at the start of the call.
    /// </summary>
    /// <exception cref="ArgumentException">The deadline says neither UTC nor local time.</exception>
    internal TimeSpan? EffectiveTimeout(TimeProvider time)
    {
        var timeout = Timeout;
        if (timeout == System.Threading.Timeout.InfiniteTimeSpan) timeout = null;
        timeout = Earlier(timeout, Deadline, time);
        return Earlier(timeout, PropagationToken?.Deadline, time);
    }

    private static TimeSpan? Earlier(TimeSpan? timeout, DateTime? deadline, TimeProvider time)
    {
        if (deadline is not { } moment || moment == DateTime.MaxValue) return timeout;
        if (moment.Kind == DateTimeKind.Unspecified && moment != DateTime.MinValue)
        {
            throw new ArgumentException("CallOptions.Deadline says neither UTC nor local time (DateTimeKind.Unspecified). Use DateTime.UtcNow.Add(...), or CallOptions.WithTimeout(...).");
        }

        var utc = moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment;
        var left = utc - time.GetUtcNow().UtcDateTime;
        return timeout is { } earlier && earlier < left ? earlier : left;
    }
}
