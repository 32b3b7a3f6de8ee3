namespace Peregrine.Transports;

/// <summary>No connection came about; <see cref="Failure"/> says why.</summary>
public sealed class ConnectFailedException : IOException
{
    /// <summary>Wraps a failure.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="innerException">What was caught, or null.</param>
    public ConnectFailedException(ConnectFailure failure, Exception? innerException = null)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).Text, innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public ConnectFailure Failure { get; }
}
