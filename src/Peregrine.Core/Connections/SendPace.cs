namespace Peregrine.Connections;

/// <summary>How soon output is sent when more of it may follow at once: a send costs a few microseconds, however much it takes along. Used under the connection's lock.</summary>
internal struct SendPace(TimeProvider time)
{
    // Writes closer together than this are a burst. A hop to another thread costs about as much as a send: a writer that waits for answers is never that quick.
    private static readonly TimeSpan s_burst = TimeSpan.FromMicroseconds(15);

    // Within a drain, output leaves early when there is much of it and the last send is some time ago, or when it would leave the cache before it is sent.
    private static readonly TimeSpan s_gap = TimeSpan.FromMicroseconds(50);
    private const int Much = 4 * 1024;
    private const int TooMuch = 64 * 1024;
    private const int LookAfter = 1024;

    private long _writtenAt;
    private long _sentAt;
    private long _much = Much;

    /// <summary>A message is written to a stream: whether the one before it was written just now.</summary>
    public bool IsBurst()
    {
        var now = time.GetTimestamp();
        var sinceLast = time.GetElapsedTime(_writtenAt, now);
        _writtenAt = now;
        return sinceLast <= s_burst;
    }

    /// <summary>Whether a drain that has gathered so many bytes of output should send them before its end.</summary>
    public bool IsDueInDrain(long gathered)
    {
        if (gathered < _much) return false;
        if (gathered >= TooMuch || time.GetElapsedTime(_sentAt) >= s_gap) return true;

        _much = Math.Min(gathered + LookAfter, TooMuch); // to read the clock for each small message would cost a tenth of it
        return false;
    }

    /// <summary>A send begins.</summary>
    public void Sending()
    {
        _sentAt = time.GetTimestamp();
        _much = Much;
    }
}
