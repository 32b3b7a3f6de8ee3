namespace Peregrine;

/// <summary>Messages that arrive one after the other. One reader at a time.</summary>
/// <typeparam name="T">The message type.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> delivered.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false when the stream has ended. Not to be called again before the last call completed.</summary>
    /// <exception cref="RpcException">On a client: the call ended with a status other than OK.</exception>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
