using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>
/// Who may send DATA how much. Streams that the connection holds up (its window, or too much output that was not taken) wait in a queue and get
/// their turns round robin; a stream that only its own window holds up waits for its own WINDOW_UPDATE.
/// While the queue is not empty, the connection has no room: so nobody overtakes, but a few short messages. They use a reserve of the output, so that
/// a short call does not wait behind the long messages of others.
/// </summary>
internal sealed class SendQueue(OutputBuffer output, int maxOutput, IHttp2Events events)
{
    /// <summary>What a stream may send in one turn while others wait.</summary>
    private const int Quantum = 32 * 1024;

    private const int SmallestRoom = 16 * 1024;

    /// <summary>What may overtake.</summary>
    private const int ShortMessage = 2 * 1024;

    /// <summary>Output beyond the limit that is there for short messages.</summary>
    public const int Reserve = 64 * 1024;

    private SendWindow _connection = new(SendWindow.Default);
    private Http2Stream? _first;
    private Http2Stream? _last;
    private Http2Stream? _turn;
    private bool _isServing;

    /// <summary>What the peer lets the connection send.</summary>
    public int Window => _connection.Available;

    private bool HasRoom => _connection.Available > 0 && output.Length < maxOutput;

    /// <summary>Bytes that the stream may send now, of those that it wants to.</summary>
    public int Allowance(Http2Stream stream, int wanted)
    {
        if (MayOvertake(stream, wanted)) return wanted;
        var isTurn = ReferenceEquals(_turn, stream);
        if (!HasRoom || (_first is not null && !isTurn)) return 0;
        var room = (int)Math.Max(maxOutput - output.Length, SmallestRoom);
        if (_first is not null) room = Math.Min(room, Quantum);
        return Math.Max(0, Math.Min(Math.Min(room, wanted), Math.Min(stream.SendWindow.Available, _connection.Available)));
    }

    public void Take(Http2Stream stream, int bytes)
    {
        _connection.Take(bytes);
        stream.SendWindow.Take(bytes);
    }

    /// <summary>The stream has more to send than it was allowed.</summary>
    public void Wait(Http2Stream stream)
    {
        stream.Turn.IsWaiting = true;
        if (stream.SendWindow.Available > 0) Enqueue(stream);
    }

    /// <summary>The stream has nothing to send any more.</summary>
    public static void Forget(Http2Stream stream) => stream.Turn.IsWaiting = false;

    public bool TryAddCredit(int increment) => _connection.TryChange(increment);

    /// <summary>The window of a stream grew.</summary>
    public void WindowGrew(Http2Stream stream)
    {
        if (stream.Turn.IsWaiting && stream.SendWindow.Available > 0) Enqueue(stream);
    }

    /// <summary>Gives turns as long as there is room.</summary>
    public void Serve()
    {
        if (_isServing) return;
        _isServing = true;
        try
        {
            while (_first is not null && HasRoom)
            {
                var stream = Dequeue();
                if (!stream.Turn.IsWaiting || stream.SendWindow.Available <= 0) continue;
                stream.Turn.IsWaiting = false;
                _turn = stream;
                events.OnWritable(stream);
            }
        }
        finally
        {
            _turn = null;
            _isServing = false;
        }
    }

    private bool MayOvertake(Http2Stream stream, int wanted) =>
        wanted <= ShortMessage && output.Length < maxOutput + Reserve && wanted <= _connection.Available && wanted <= stream.SendWindow.Available;

    private void Enqueue(Http2Stream stream)
    {
        if (stream.Turn.IsQueued) return;
        stream.Turn.IsQueued = true;
        if (_last is null) _first = stream;
        else _last.Turn.Next = stream;
        _last = stream;
    }

    private Http2Stream Dequeue()
    {
        var stream = _first!; // only called when the queue is not empty
        _first = stream.Turn.Next;
        if (_first is null) _last = null;
        stream.Turn.Next = null;
        stream.Turn.IsQueued = false;
        return stream;
    }
}
