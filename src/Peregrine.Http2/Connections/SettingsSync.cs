using Peregrine.Http2.Frames;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>
/// The parameters of both ends (RFC 9113 section 6.5). The peer's are in force once acknowledged by us, ours once acknowledged by the peer; until then the
/// more generous of the old and the new value counts.
/// </summary>
internal sealed class SettingsSync(ConnectionParts parts)
{
    private const uint LargestWindow = int.MaxValue;

    private int _peerInitialWindow = SendWindow.Default;
    private bool _isAckDue;
    private long _sentMs;

    /// <summary>The window that a new stream gives the peer.</summary>
    public int ReceiveWindow { get; private set; } = Math.Max(SendWindow.Default, parts.Options.InitialStreamWindow);

    /// <summary>The window that a new stream has from the peer.</summary>
    public int PeerInitialWindow => _peerInitialWindow;

    /// <summary>The largest header list that the peer is willing to take; a hint.</summary>
    public long PeerMaxHeaderListSize { get; private set; } = long.MaxValue;

    public void Send()
    {
        var options = parts.Options;
        Span<Setting> settings = stackalloc Setting[6];
        settings[0] = new(SettingId.HeaderTableSize, (uint)options.HeaderTableSize);
        settings[1] = parts.Role == Http2Role.Client
            ? new(SettingId.EnablePush, 0)
            : new(SettingId.MaxConcurrentStreams, (uint)options.MaxConcurrentStreams);
        settings[2] = new(SettingId.InitialWindowSize, (uint)options.InitialStreamWindow);
        settings[3] = new(SettingId.MaxFrameSize, (uint)options.MaxFrameSize);
        settings[4] = new(SettingId.MaxHeaderListSize, (uint)options.MaxHeaderListSize);
        parts.Sender.Settings(settings[..5]);
        _isAckDue = true;
        _sentMs = parts.NowMs;
    }

    /// <summary>The peer acknowledged ours. Returns false when there was nothing to acknowledge.</summary>
    public bool TryAcknowledge()
    {
        if (!_isAckDue) return false;
        _isAckDue = false;
        parts.Growth.Learn(parts.NowMs - _sentMs);
        if (ReceiveWindow == parts.Options.InitialStreamWindow) return true;
        ReceiveWindow = parts.Options.InitialStreamWindow;
        foreach (var stream in parts.Streams.Snapshot()) stream.ReceiveWindow.Resize(ReceiveWindow);
        return true;
    }

    /// <summary>Whether the acknowledgement is overdue.</summary>
    public Breach CheckTime()
    {
        var waited = parts.NowMs - _sentMs;
        var limit = (long)parts.Options.SettingsAckTimeout.TotalMilliseconds;
        return _isAckDue && waited > limit ? new(Violation.SettingsAckTimeout, waited, limit) : default;
    }

    /// <summary>Applies the peer's parameters in their order.</summary>
    public Breach Apply(SettingsFrame frame)
    {
        if (frame.Count > parts.Options.MaxSettingsPerFrame) return new(Violation.TooManySettings, frame.Count, parts.Options.MaxSettingsPerFrame);
        for (var i = 0; i < frame.Count; i++)
        {
            var breach = Apply(frame[i]);
            if (!breach.IsNone) return breach;
        }
        return default;
    }

    private Breach Apply(Setting setting)
    {
        var value = setting.Value;
        switch (setting.Id)
        {
            case SettingId.HeaderTableSize:
                parts.Sender.Encoder.SetPeerCapacity(value);
                return default;
            case SettingId.EnablePush:
                if (value > 1) return new(Violation.SettingsEnablePushInvalid, value, 1);
                return value == 1 && parts.Role == Http2Role.Client ? Violation.SettingsEnablePushFromServer : default(Breach);
            case SettingId.MaxConcurrentStreams:
                parts.Streams.SetLimit(value);
                return default;
            case SettingId.InitialWindowSize:
                return ApplyInitialWindow(value);
            case SettingId.MaxFrameSize:
                if (value is < FrameHeader.DefaultMaxLength or > FrameHeader.LargestMaxLength) return new(Violation.SettingsMaxFrameSizeInvalid, value);
                parts.Sender.SetMaxFrameSize(value);
                return default;
            case SettingId.MaxHeaderListSize:
                PeerMaxHeaderListSize = value;
                return default;
            default:
                return default; // section 6.5.2: unknown parameters are ignored
        }
    }

    private Breach ApplyInitialWindow(uint value)
    {
        if (value > LargestWindow) return new(Violation.SettingsInitialWindowTooLarge, value, LargestWindow);
        var change = (int)value - _peerInitialWindow;
        _peerInitialWindow = (int)value;
        if (change == 0) return default;
        foreach (var stream in parts.Streams.Snapshot())
        {
            if (stream.IsClosed) continue; // its window counts no more, whoever still holds it
            if (!stream.SendWindow.TryChange(change)) return new(Violation.InitialWindowOverflow, value);
            parts.SendQueue.WindowGrew(stream);
        }
        return default;
    }
}
