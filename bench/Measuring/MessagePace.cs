namespace Measuring;

/// <summary>
/// Times the messages of one stream, one after the other: each large one for itself, small ones sixteen at a time, because reading the clock would cost a third of what a
/// small message costs. One user at a time.
/// </summary>
public sealed class MessagePace(LoadRun run, int payloadBytes)
{
    private const int SmallPayload = 1024;
    private const int SmallAtOnce = 16;

    private readonly int _atOnce = payloadBytes < SmallPayload ? SmallAtOnce : 1;
    private long _start;
    private int _count;

    /// <summary>A stream begins.</summary>
    public void Start()
    {
        _start = LoadRun.Now;
        _count = 0;
    }

    /// <summary>A message more.</summary>
    public void Count()
    {
        if (++_count == _atOnce) Record();
    }

    /// <summary>The stream has ended.</summary>
    public void End()
    {
        if (_count > 0) Record();
    }

    private void Record()
    {
        _start = run.Record(_start, _count);
        _count = 0;
    }
}
