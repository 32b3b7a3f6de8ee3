namespace Peregrine;

/// <summary>Whole streams at once.</summary>
public static class AsyncStreamExtensions
{
    /// <summary>Reads to the end of the stream and gives each message to a function, one after the other.</summary>
    public static async Task ForEachAsync<T>(this IAsyncStreamReader<T> streamReader, Func<T, Task> asyncAction)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        ArgumentNullException.ThrowIfNull(asyncAction);
        while (await streamReader.MoveNext(CancellationToken.None).ConfigureAwait(false)) await asyncAction(streamReader.Current).ConfigureAwait(false);
    }

    /// <summary>Reads to the end of the stream and keeps all messages. What the peer sends is not bounded by anything: for streams that are known to be short.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        var messages = new List<T>();
        while (await streamReader.MoveNext(CancellationToken.None).ConfigureAwait(false)) messages.Add(streamReader.Current);
        return messages;
    }

    /// <summary>Sends all messages, one after the other, and completes the stream unless told otherwise.</summary>
    public static async Task WriteAllAsync<T>(this IClientStreamWriter<T> streamWriter, IEnumerable<T> elements, bool complete = true)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamWriter);
        ArgumentNullException.ThrowIfNull(elements);
        foreach (var message in elements) await streamWriter.WriteAsync(message).ConfigureAwait(false);
        if (complete) await streamWriter.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Sends all messages as they come, and completes the stream unless told otherwise.</summary>
    public static async Task WriteAllAsync<T>(
        this IClientStreamWriter<T> streamWriter, IAsyncEnumerable<T> elements, bool complete = true, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamWriter);
        ArgumentNullException.ThrowIfNull(elements);
        await foreach (var message in elements.WithCancellation(cancellationToken).ConfigureAwait(false)) await streamWriter.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        if (complete) await streamWriter.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Sends all messages, one after the other.</summary>
    public static async Task WriteAllAsync<T>(this IServerStreamWriter<T> streamWriter, IEnumerable<T> elements)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamWriter);
        ArgumentNullException.ThrowIfNull(elements);
        foreach (var message in elements) await streamWriter.WriteAsync(message).ConfigureAwait(false);
    }

    /// <summary>Sends all messages as they come.</summary>
    public static async Task WriteAllAsync<T>(this IServerStreamWriter<T> streamWriter, IAsyncEnumerable<T> elements, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamWriter);
        ArgumentNullException.ThrowIfNull(elements);
        await foreach (var message in elements.WithCancellation(cancellationToken).ConfigureAwait(false)) await streamWriter.WriteAsync(message, cancellationToken).ConfigureAwait(false);
    }
}
