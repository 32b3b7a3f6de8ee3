namespace Fuzz.Models;

internal enum NaiveHalf
{
    Idle,
    Open,
    Closed,
}

internal enum Ending
{
    None,
    Completed,
    ResetHere,
    ResetByPeer,
}

/// <summary>A stream as RFC 9113 sections 5.1 and 5.2 see it, from one end.</summary>
internal sealed class NaiveStream(uint id)
{
    public uint Id => id;

    public NaiveHalf Local { get; set; }

    public NaiveHalf Remote { get; set; }

    public Ending Ending { get; private set; }

    public bool HasHead { get; set; }

    public bool IsReleased { get; set; }

    public long SendWindow { get; set; }

    public NaiveCredit Credit { get; set; } = new(0);

    public long Unconsumed { get; set; }

    public long? Announced { get; set; }

    public long Received { get; set; }

    /// <summary>Bytes that counted against the window of the stream.</summary>
    public long FlowReceived { get; set; }

    public bool IsClosed => Local == NaiveHalf.Closed && Remote == NaiveHalf.Closed;

    public void CloseLocal()
    {
        Local = NaiveHalf.Closed;
        if (IsClosed && Ending == Ending.None) Ending = Ending.Completed;
    }

    public void CloseRemote()
    {
        Remote = NaiveHalf.Closed;
        if (IsClosed && Ending == Ending.None) Ending = Ending.Completed;
    }

    public void Reset(Ending ending)
    {
        Local = Remote = NaiveHalf.Closed;
        Ending = ending;
    }
}

/// <summary>What the peer may send, and what it is given back: all that was consumed since the last time, once that is half of the whole.</summary>
internal sealed class NaiveCredit(long size)
{
    private long _owed;

    public long Size { get; private set; } = size;

    public long Available { get; set; } = size;

    public void Return(long bytes)
    {
        _owed += bytes;
        if (_owed < Size / 2 && (_owed < Size / 8 || _owed < 524_288)) return;
        Available += _owed;
        _owed = 0;
    }

    public void Resize(long size)
    {
        Available += size - Size;
        Size = size;
    }
}
