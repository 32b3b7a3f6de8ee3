namespace Peregrine;

/// <summary>The responses of a server. The stream ends when the handler returns.</summary>
/// <typeparam name="T">The message type.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
