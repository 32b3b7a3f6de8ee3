namespace Peregrine;

/// <summary>Sends messages one after the other. Several threads may write: each message is sent whole, in the order of the calls.</summary>
/// <typeparam name="T">The message type.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options for the next writes; null for those of the call.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message; completes when it may be changed or dropped and flow control allows the next one.</summary>
    Task WriteAsync(T message);

    /// <summary>Sends a message unless the token is cancelled before it is on its way. An implementation that can also stop a waiting write overrides this.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : WriteAsync(message);
}
