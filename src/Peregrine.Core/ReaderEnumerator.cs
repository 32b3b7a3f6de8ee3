namespace Peregrine;

/// <summary>Reads a stream for <c>await foreach</c>. A step costs nothing of its own: it is the reader's task.</summary>
/// <param name="reader">The stream.</param>
/// <param name="cancellationToken">Gives up a step.</param>
/// <param name="call">Is given back with the enumerator, which cancels it when it has not ended.</param>
/// <param name="link">As well.</param>
internal sealed class ReaderEnumerator<T>(IAsyncStreamReader<T> reader, CancellationToken cancellationToken, IDisposable? call, CancellationTokenSource? link) : IAsyncEnumerator<T>
{
    public T Current => reader.Current;

    public ValueTask<bool> MoveNextAsync() => new(reader.MoveNext(cancellationToken));

    public ValueTask DisposeAsync()
    {
        call?.Dispose();
        link?.Dispose();
        return default;
    }
}
