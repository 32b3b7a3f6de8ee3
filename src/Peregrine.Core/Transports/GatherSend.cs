using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace Peregrine.Transports;

/// <summary>Sends several chunks by one system call, again and again without allocating. One send at a time.</summary>
internal sealed class GatherSend : SocketAsyncEventArgs, IValueTaskSource
{
    // Far below IOV_MAX (1024), and enough that the call is no longer what costs.
    private const int MaxSegments = 64;

    private readonly List<ArraySegment<byte>> _segments = [];
    private ManualResetValueTaskSourceCore<bool> _source;
    private int _total;

    public GatherSend()
        : base(true)
    {
    }

    /// <summary>Takes chunks from <paramref name="start"/> on and returns how many; 0 when the first is not backed by an array.</summary>
    public int Fill(List<ReadOnlyMemory<byte>> chunks, int start)
    {
        var taken = 0;
        _total = 0;
        while (start + taken < chunks.Count && _segments.Count < MaxSegments)
        {
            if (!MemoryMarshal.TryGetArray(chunks[start + taken], out var segment)) break;
            taken++;
            if (segment.Count == 0) continue;
            _segments.Add(segment);
            _total += segment.Count;
        }

        return taken;
    }

    public ValueTask SendAsync(Socket socket)
    {
        if (_segments.Count == 0) return default;
        BufferList = _segments;
        _source.Reset();
        if (socket.SendAsync(this)) return new ValueTask(this, _source.Version);
        Clear();
        return Failure() is { } failure ? ValueTask.FromException(failure) : default;
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        Clear();
        if (Failure() is { } failure) _source.SetException(failure);
        else _source.SetResult(true);
    }

    // The chunks go back to their pool; nothing here may keep them.
    private void Clear()
    {
        _segments.Clear();
        BufferList = null;
    }

    private SocketException? Failure() => SocketError != SocketError.Success ? new((int)SocketError)
        : BytesTransferred != _total ? new((int)SocketError.ConnectionAborted)
        : null;
}
