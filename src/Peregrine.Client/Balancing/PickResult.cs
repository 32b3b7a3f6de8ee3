namespace Peregrine.Client.Balancing;

/// <summary>What a pick says.</summary>
internal enum PickKind
{
    /// <summary>Use the connection.</summary>
    Complete,

    /// <summary>Wait for the next picker.</summary>
    Queue,

    /// <summary>Fail, unless the call waits for ready.</summary>
    Fail,
}

/// <summary>The answer of a <see cref="Picker{T}"/> to one call.</summary>
internal readonly struct PickResult<T>
    where T : class
{
    private PickResult(PickKind kind, T? connection, PickFailure? failure)
    {
        Kind = kind;
        Connection = connection;
        Failure = failure;
    }

    public static PickResult<T> Queue => new(PickKind.Queue, null, null);

    public PickKind Kind { get; }

    /// <summary>Set when Complete.</summary>
    public T? Connection { get; }

    /// <summary>Set when Fail.</summary>
    public PickFailure? Failure { get; }

    public static PickResult<T> Complete(T connection) => new(PickKind.Complete, connection, null);

    public static PickResult<T> Fail(PickFailure failure) => new(PickKind.Fail, null, failure);
}
