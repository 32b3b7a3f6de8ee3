namespace Peregrine.Http2.Streams;

/// <summary>What a peer is charged for.</summary>
internal enum AbuseCause
{
    /// <summary>Opened a stream and reset it before the response.</summary>
    Reset,

    /// <summary>Broke a rule so that this end had to reset a stream.</summary>
    ProvokedReset,

    /// <summary>Opened a stream over the limit.</summary>
    RefusedStream,

    /// <summary>Sent a frame without content, or of unknown type.</summary>
    EmptyFrame,

    /// <summary>Gave a little credit that nothing asked for.</summary>
    WindowUpdate,

    /// <summary>Sent SETTINGS, PING or PRIORITY.</summary>
    ControlFrame,
}

/// <summary>
/// One account per connection for everything that costs this end more than the peer: a token bucket. Frames that honest peers send in proportion to the
/// traffic (WINDOW_UPDATE and PING for DATA they received, PRIORITY for streams they opened, a cancellation for every call that went well) are free as far as
/// that traffic goes.
/// </summary>
internal sealed class AbuseBudget(int burst, int refillPerSecond)
{
    /// <summary>WINDOW_UPDATE frames below this are suspicious; larger ones move data.</summary>
    public const int SmallIncrement = 1024;

    // Even a peer that was paid for much traffic cannot save up more than this.
    private const int MostFree = 10_000;
    private const int FreePerData = 2;
    private const int FreePerStream = 4;
    private const int MillisPerSecond = 1000;

    private readonly long _full = (long)burst * MillisPerSecond;
    private long _left = (long)burst * MillisPerSecond;
    private long _lastMs = long.MinValue;
    private int _spent;
    private int _freeUpdates = FreePerStream;
    private int _freeControls = FreePerStream;
    private int _freeResets;

    /// <summary>All points that were ever charged.</summary>
    public long Charged { get; private set; }

    /// <summary>Lets time pass.</summary>
    public void Refill(long nowMs)
    {
        if (_lastMs == nowMs) return;
        if (_lastMs != long.MinValue && _left < _full)
        {
            var elapsed = Math.Clamp(nowMs - _lastMs, 0, 60 * MillisPerSecond);
            _left = Math.Min(_full, _left + elapsed * refillPerSecond);
            if (_left == _full) _spent = 0;
        }
        _lastMs = nowMs;
    }

    /// <summary>A DATA frame was sent: the peer may answer with credit, and measure the round trip.</summary>
    public void DataSent()
    {
        if (_freeUpdates < MostFree) _freeUpdates += FreePerData;
        if (_freeControls < MostFree) _freeControls++;
    }

    /// <summary>A stream was opened.</summary>
    public void StreamOpened()
    {
        if (_freeUpdates < MostFree) _freeUpdates += FreePerStream;
        if (_freeControls < MostFree) _freeControls += FreePerStream;
    }

    /// <summary>A stream was completed by both ends.</summary>
    public void StreamCompleted()
    {
        if (_freeResets < MostFree) _freeResets++;
    }

    /// <summary>Charges; a breach when the account is empty.</summary>
    public Breach Charge(AbuseCause cause, int points = 1)
    {
        if (IsFree(cause)) return default;
        Charged += points;
        _spent += points;
        _left -= (long)points * MillisPerSecond;
        return _left >= 0 ? default : new(ViolationOf(cause), _spent, burst);
    }

    private bool IsFree(AbuseCause cause) => cause switch
    {
        AbuseCause.Reset => TryUse(ref _freeResets),
        AbuseCause.WindowUpdate => TryUse(ref _freeUpdates),
        AbuseCause.ControlFrame => TryUse(ref _freeControls),
        _ => false,
    };

    private static bool TryUse(ref int free)
    {
        if (free == 0) return false;
        free--;
        return true;
    }

    private static Violation ViolationOf(AbuseCause cause) => cause switch
    {
        AbuseCause.Reset => Violation.TooManyResets,
        AbuseCause.ProvokedReset => Violation.TooManyProvokedResets,
        AbuseCause.RefusedStream => Violation.TooManyRefusedStreams,
        AbuseCause.EmptyFrame => Violation.TooManyEmptyFrames,
        AbuseCause.WindowUpdate => Violation.TooManyWindowUpdates,
        _ => Violation.TooManyControlFrames,
    };
}
