namespace Peregrine.Http2.Streams;

/// <summary>Holds the DATA of a message against its content-length (RFC 9113 section 8.1.1).</summary>
internal struct ContentLength
{
    private long _announcedPlusOne; // 0: none announced
    private long _received;

    /// <summary>Remembers a content-length that is already known to be digits; false when an earlier one differs.</summary>
    public bool TryAnnounce(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var digit in digits) value = value * 10 + (digit - '0');
        if (_announcedPlusOne != 0 && _announcedPlusOne != value + 1) return false;
        _announcedPlusOne = value + 1;
        return true;
    }

    /// <summary>Forgets it: a response without content by definition may have one (RFC 9110 section 8.6).</summary>
    public void Ignore() => _announcedPlusOne = 0;

    public Breach Receive(int bytes, bool endStream)
    {
        _received += bytes;
        var announced = _announcedPlusOne - 1;
        if (announced < 0) return default;
        if (_received > announced) return new(Violation.ContentLengthExceeded, _received, announced);
        return endStream && _received < announced ? new(Violation.ContentLengthNotReached, _received, announced) : default;
    }
}
