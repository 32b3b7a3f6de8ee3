namespace Peregrine;

/// <summary>The responses of a call that nobody made. <see cref="Ended"/> completes, or fails, as the sequence does.</summary>
internal sealed class StandInResponses<TResponse>(IAsyncEnumerable<TResponse> responses) : IAsyncStreamReader<TResponse>
{
    private readonly TaskCompletionSource<TResponse?> _ended = new();
    private IAsyncEnumerator<TResponse>? _enumerator;

    public Task<TResponse?> Ended => _ended.Task;

    public TResponse Current => _enumerator is null ? throw new InvalidOperationException("There is no current message: call MoveNext first.") : _enumerator.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended.Task.IsCompleted) return false;

        _enumerator ??= responses.GetAsyncEnumerator(cancellationToken);
        try
        {
            if (await _enumerator.MoveNextAsync().ConfigureAwait(false)) return true;
        }
        catch (Exception failure)
        {
            _ended.TrySetException(failure);
            _ = _ended.Task.Exception; // who reads has it; the status may never be asked for
            throw;
        }

        await _enumerator.DisposeAsync().ConfigureAwait(false);
        _ended.TrySetResult(default);
        return false;
    }
}
