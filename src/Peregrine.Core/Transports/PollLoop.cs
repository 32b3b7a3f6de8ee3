using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Peregrine.Transports;

/// <summary>
/// A thread that waits for sockets and runs what waits for them right there: no hop to another thread per event, which is what a call on a quiet connection
/// costs most. Code that blocks on this thread must not hold up the other sockets: <see cref="TakeOver"/> hands the loop to a fresh thread, and the
/// stuck one leaves when it comes back. One loop per core, shared by the process.
/// <code>
///   turn n: handling the events of one wait ──all handled──► turn n + 1: waiting, then handling
///                      │ a handler blocks: TakeOver(n)
///                      └──► turn n + 1 on a fresh thread, with the events that are left; the stuck one finds that the turn has passed, and leaves
/// </code>
/// So a take-over that comes too late finds its turn passed, and does nothing: two threads must never wait for the same events.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PollLoop
{
    private const int MaxEvents = 256;

    [ThreadStatic]
    private static PollLoop? t_current;

    [ThreadStatic]
    private static int t_turn;

    private static readonly PollLoop?[] s_loops = new PollLoop?[Math.Clamp(Environment.ProcessorCount, 1, 16)];
    private static int s_next;

    private readonly Epoll _epoll = new();
    private readonly Lock _gate = new();
    private readonly Stack<int> _freeIds = new();
    private IPollSource?[] _sources = new IPollSource?[16];
    private EventBatch _events = new(MaxEvents);
    private int _usedIds;
    private int _turn;

    /// <summary>The loop that this thread runs, or null.</summary>
    public static PollLoop? Current => t_current;

    /// <summary>The turn of <see cref="Current"/> on this thread, for <see cref="TakeOver"/>.</summary>
    public static int CurrentTurn => t_turn;

    /// <summary>A loop for one more socket.</summary>
    public static PollLoop Next()
    {
        var index = (int)((uint)Interlocked.Increment(ref s_next) % (uint)s_loops.Length);
        lock (s_loops) return s_loops[index] ??= Start();
    }

    /// <summary>Watches a socket from now on.</summary>
    public int Add(SafeHandle socket, IPollSource source)
    {
        lock (_gate)
        {
            if (!_freeIds.TryPop(out var id))
            {
                id = _usedIds++;
                if (id == _sources.Length) Array.Resize(ref _sources, id * 2);
            }

            _sources[id] = source;
            _epoll.Watch(socket, id);
            return id;
        }
    }

    /// <summary>Stops watching. An event that is on its way may still reach the next owner of the id, who then finds nothing to do.</summary>
    public void Remove(SafeHandle socket, int id)
    {
        lock (_gate)
        {
            _epoll.Forget(socket);
            _sources[id] = null;
            _freeIds.Push(id);
        }
    }

    /// <summary>Hands the loop, and the events that are left of its turn, to a fresh thread; no effect when the turn has passed already.</summary>
    public void TakeOver(int turn)
    {
        if (Interlocked.CompareExchange(ref _turn, turn + 1, turn) != turn) return;

        _events = _events.TakeRest(MaxEvents); // edge-triggered: an event that is lost never comes again
        StartThread(turn + 1);
    }

    /// <summary>A loop of its own; it lives as long as the process.</summary>
    internal static PollLoop Start()
    {
        var loop = new PollLoop();
        loop.StartThread(0);
        return loop;
    }

    private void StartThread(int turn) => new Thread(() => Run(turn)) { IsBackground = true, Name = "Peregrine poll loop" }.UnsafeStart();

    private void Run(int turn)
    {
        t_current = this;
        var events = _events;
        while (true)
        {
            t_turn = turn;
            while (events.Claim() is { Events: not 0 } next)
            {
                Volatile.Read(ref _sources)[next.Id]?.OnReady(next.Events);
                if (Volatile.Read(ref _turn) != turn) return;
            }

            if (Interlocked.CompareExchange(ref _turn, turn + 1, turn) != turn) return;

            turn++;
            events.Fill(_epoll);
        }
    }

    /// <summary>The events of one wait, each claimed by one thread.</summary>
    private sealed class EventBatch(int capacity)
    {
        private readonly Epoll.Event[] _events = new Epoll.Event[capacity];
        private int _count;
        private int _claimed;

        public void Fill(Epoll epoll)
        {
            _count = epoll.Wait(_events);
            Volatile.Write(ref _claimed, 0);
        }

        public Epoll.Event Claim()
        {
            if (_claimed >= _count) return default;

            var index = Interlocked.Increment(ref _claimed) - 1;
            return index < _count ? _events[index] : default;
        }

        public EventBatch TakeRest(int capacity)
        {
            var rest = new EventBatch(capacity);
            while (Claim() is { Events: not 0 } next) rest._events[rest._count++] = next;
            return rest;
        }
    }
}

/// <summary>What a poll loop tells when a socket is ready.</summary>
internal interface IPollSource
{
    /// <summary>The socket became readable, writable or failed; called on the loop's thread, once for each edge.</summary>
    void OnReady(uint events);
}
