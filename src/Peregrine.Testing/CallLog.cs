using System.Collections;

namespace Peregrine.Testing;

/// <summary>The calls that have reached a <see cref="GrpcTestServer"/>, in the order in which their handlers were called. Enumerating sees the calls of that moment. Safe for any thread.</summary>
public sealed class CallLog : IReadOnlyList<RecordedCall>
{
    private readonly Lock _gate = new();
    private readonly List<RecordedCall> _calls = [];
    private TaskCompletionSource _grown = new();

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate) return _calls.Count;
        }
    }

    /// <inheritdoc/>
    public RecordedCall this[int index]
    {
        get
        {
            lock (_gate) return _calls[index];
        }
    }

    /// <summary>The calls of one method, by its full name (<c>/package.Service/Method</c>) or by the last part of it.</summary>
    public IReadOnlyList<RecordedCall> Of(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var isFull = method.Contains('/', StringComparison.Ordinal);
        return [.. this.Where(call => isFull ? call.Method == method : call.Method.AsSpan(call.Method.LastIndexOf('/') + 1).SequenceEqual(method))];
    }

    /// <summary>Completes with the call of that number, counted from 0, as soon as it has reached its handler.</summary>
    public async Task<RecordedCall> WaitForAsync(int index, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (index < _calls.Count) return _calls[index];

                grown = _grown.Task;
            }

            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<RecordedCall> GetEnumerator()
    {
        RecordedCall[] calls;
        lock (_gate) calls = [.. _calls];
        return ((IEnumerable<RecordedCall>)calls).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RecordedCall call)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _calls.Add(call);
            grown = _grown;
            _grown = new();
        }

        grown.SetResult();
    }
}
