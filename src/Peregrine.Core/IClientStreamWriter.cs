namespace Peregrine;

/// <summary>The requests of a client.</summary>
/// <typeparam name="T">The message type.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Ends the stream of requests, after all earlier writes; the server sees its end.</summary>
    Task CompleteAsync();
}
