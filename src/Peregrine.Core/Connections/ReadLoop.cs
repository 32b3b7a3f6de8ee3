using Peregrine.Messages;
using Peregrine.Transports;

namespace Peregrine.Connections;

/// <summary>
/// The reading side of a connection, and the drain rule: parse a whole batch of input, then run what became ready on the same thread, up to a budget;
/// the rest becomes a <see cref="SharedDrain"/>.
/// <code>
///   turn (even): reading ──input──► turn + 1 (odd): draining ──all run──► reading, same turn
///                                        │ an item blocks: the watchdog adds 2
///                                        └──► a new thread drains on and reads; the stuck one finds that the turn is not its own, and leaves
/// </code>
/// </summary>
internal sealed class ReadLoop(ByteConnection bytes, IInputSink sink, CallScheduler scheduler, TimeProvider time, int largestFrame) : IDrain
{
    // What a hop to another thread costs at least: cheaper items are better run here, whatever the budget.
    private static readonly TimeSpan s_hop = TimeSpan.FromMicroseconds(4);
    private static readonly TimeSpan s_budget = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan s_hardBudget = TimeSpan.FromMilliseconds(3);

    private readonly CancellationTokenSource _stop = new(); // never disposed: Stop may come after the end, and without a timer it holds nothing
    private ReadyBatch _ready = new();
    private ExecutionContext? _context;
    private ReceiveSegment? _segment;
    private int _start;
    private int _end;
    private int _turn;

    /// <summary>Starts to read, on a thread of the scheduler; the end is told by <see cref="IInputSink.InputEnded"/>.</summary>
    public void Start() => scheduler.Queue(new Starter(this));

    /// <summary>Ends the reading; a pending receive is cancelled.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Now, by the clock of the loop.</summary>
    public long Timestamp => time.GetTimestamp();

    public TimeSpan Elapsed(long since) => time.GetElapsedTime(since);

    public bool HoldsOutput(ReadLoop loop, int turn) => loop == this && IsTurn(turn);

    /// <summary>Sends what items wrote that run elsewhere.</summary>
    public void Flush() => sink.BatchDrained();

    /// <summary>Gives the rest of the batch and the reading to another thread, unless the draining thread has come back in time.</summary>
    public bool TakeOver(int turn)
    {
        if (!scheduler.TakesOverStuckDrains) return false;

        var next = turn + 2;
        if (Interlocked.CompareExchange(ref _turn, next, turn) != turn) return false;

        _ready = _ready.TakeRest(); // the stuck thread may still hold the old batch
        scheduler.Queue(new Successor(this, next - 1));
        return false;
    }

    private async Task ReadAsync(int turn)
    {
        try
        {
            while (true)
            {
                var pause = sink.WhenReadingMayContinueAsync();
                if (!pause.IsCompletedSuccessfully) await pause.ConfigureAwait(false);

                var received = await bytes.ReceiveAsync(FreeSpace(), _stop.Token).ConfigureAwait(false);
                if (received == 0) break;

                _end += received;
                Parse();
                if (!_ready.IsEmpty && !Drain(turn)) return;

                if (!sink.BatchDrained()) break;
            }

            End(null);
        }
#pragma warning disable CA1031 // whatever ends the transport ends the connection, with the cause in its reason
        catch (Exception error)
#pragma warning restore CA1031
        {
            End(error);
        }
    }

    private void End(Exception? error)
    {
        _segment?.Release();
        _segment = null;
        sink.InputEnded(error);
    }

    private void Parse()
    {
        _start += sink.Handle(_segment!.Array.AsMemory(_start.._end), _segment, _ready);
        if (_start != _end) return;

        _start = _end = 0;
        if (_segment.Users == 1) return;

        _segment.Release();
        _segment = null;
    }

    /// <summary>Room for the rest of a frame and more. An idle connection holds a small buffer only.</summary>
    private Memory<byte> FreeSpace()
    {
        var large = _start != _end || sink.IsActive;
        if (_segment is null)
        {
            _segment = Rent(large);
        }
        else if (_start == _end ? !IsOfSize(_segment, large) : _segment.Array.Length - _start < Math.Min(largestFrame, ReceiveSegment.LargeSize))
        {
            MoveTo(Rent(large));
        }
        else if (_end == _segment.Array.Length)
        {
            MoveTo(ReceiveSegment.RentOver(Math.Min(2 * _end, largestFrame))); // part of a frame that is longer than the segment
        }

        return _segment.Array.AsMemory(_end);
    }

    /// <summary>Moves what is left to the front of a fresh segment: slices of the old one may still be read by others.</summary>
    private void MoveTo(ReceiveSegment fresh)
    {
        var old = _segment!;
        old.Array.AsSpan(_start.._end).CopyTo(fresh.Array);
        _end -= _start;
        _start = 0;
        _segment = fresh;
        old.Release();
    }

    private static ReceiveSegment Rent(bool large) => large ? ReceiveSegment.Rent() : ReceiveSegment.RentIdle();

    private static bool IsOfSize(ReceiveSegment segment, bool large) => segment.Array.Length == (large ? ReceiveSegment.LargeSize : ReceiveSegment.IdleSize);

    /// <summary>Runs the batch. False when another thread has taken over meanwhile; then nothing of this loop may be touched any more.</summary>
    private bool Drain(int turn)
    {
        var draining = turn + 1;
        var slot = DrainSlot.Current;
        var started = time.GetTimestamp();
        var ready = _ready; // a stuck thread keeps to its own batch
        Volatile.Write(ref _turn, draining);
        slot.Enter(this, draining, started);
        if (scheduler.TakesOverStuckDrains) DrainWatchdog.Wake();

        try
        {
            for (var run = 1; ready.Claim() is { } item; run++)
            {
                item.Execute();
                ExecutionContext.Restore(_context!); // what user code put into async-locals must not reach the next item
                if (!IsTurn(draining)) return false;

                var now = time.GetTimestamp();
                slot.ItemStartedAt = now;
                if (IsOverBudget(time.GetElapsedTime(started, now), run)) new SharedDrain(this, ready.TakeRest(), scheduler, _context!).Start();
            }
        }
        finally
        {
            slot.Leave();
        }

        if (Interlocked.CompareExchange(ref _turn, turn, draining) != draining) return false;

        ready.Reset();
        return true;
    }

    private bool IsTurn(int turn) => Volatile.Read(ref _turn) == turn;

    // With one processor another thread runs nothing sooner.
    private static bool IsOverBudget(TimeSpan elapsed, int run) =>
        elapsed > s_hardBudget || (Environment.ProcessorCount > 1 && elapsed > s_budget && elapsed > s_hop * run);

    private void Continue(int turn)
    {
        if (!Drain(turn)) return;

        if (sink.BatchDrained()) _ = ReadAsync(turn);
        else End(null);
    }

    private sealed class Starter(ReadLoop loop) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            loop._context = ExecutionContext.Capture();
            _ = loop.ReadAsync(loop._turn);
        }
    }

    private sealed class Successor(ReadLoop loop, int turn) : IThreadPoolWorkItem
    {
        public void Execute() => loop.Continue(turn);
    }
}
