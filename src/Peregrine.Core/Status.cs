namespace Peregrine;

/// <summary>How a call ended: a code, a text for people, and on the side that inferred it the exception behind it (never sent).</summary>
public readonly struct Status : IEquatable<Status>
{
    /// <summary>OK without detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>CANCELLED without detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    private readonly string? _detail;

    /// <summary>Makes a status.</summary>
    public Status(StatusCode statusCode, string detail) : this(statusCode, detail, null)
    {
    }

    /// <summary>Makes a status with the local exception that explains it.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        _detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The text that travels as <c>grpc-message</c>; empty when there is none.</summary>
    public string Detail => _detail ?? "";

    /// <summary>The exception this end met, for debugging; null when the status came from the peer. It is never sent.</summary>
    public Exception? DebugException { get; }

    /// <summary>Whether both sides of the comparison have the same code, detail and exception object.</summary>
    public static bool operator ==(Status left, Status right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Status left, Status right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Status other) =>
        StatusCode == other.StatusCode && string.Equals(Detail, other.Detail, StringComparison.Ordinal) && ReferenceEquals(DebugException, other.DebugException);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Status other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StatusCode, Detail);

    /// <summary>The form that log searches know: <c>Status(StatusCode="Unavailable", Detail="...")</c>.</summary>
    public override string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
