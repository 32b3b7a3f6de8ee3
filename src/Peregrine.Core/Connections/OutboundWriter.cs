namespace Peregrine.Connections;

/// <summary>
/// Writes the messages of one stream: the server's response stream, the client's request stream. Any number of threads may write at the same time: each
/// message leaves whole, those of one caller in its order. A write completes when the connection has accepted it; when the peer reads slowly, that is the back-pressure.
/// </summary>
internal abstract class OutboundWriter<T> : IAsyncStreamWriter<T>
    where T : class
{
    /// <inheritdoc/>
    public WriteOptions? WriteOptions { get; set; }

    /// <inheritdoc/>
    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    /// <inheritdoc/>
    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (message is null) return Task.FromException(new ArgumentNullException(nameof(message)));
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);

        Task written;
        try
        {
            written = Write(message);
        }
        catch (RpcException refused)
        {
            return Task.FromException(refused);
        }

        // Who gives up waiting does not take the message back: it was accepted in order and will be sent.
        return written.IsCompleted || !cancellationToken.CanBeCanceled ? written : written.WaitAsync(cancellationToken);
    }

    /// <summary>Serializes the message and hands it to the stream.</summary>
    protected abstract Task Write(T message);
}
