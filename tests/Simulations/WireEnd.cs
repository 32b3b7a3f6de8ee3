namespace Simulations;

/// <summary>One end of a connection as its own bytes show it.</summary>
internal sealed class WireEnd
{
    private const int DefaultWindow = 65_535;

    private readonly string _name;
    private readonly bool _isClient;
    private readonly int _mostWindow;
    private readonly Action<string>? _log;
    private readonly FrameReader _out;
    private readonly FrameReader _in;
    private readonly Dictionary<uint, WireStream> _streams = [];
    private long _initialWindow = DefaultWindow;
    private long _connectionWindow = DefaultWindow;
    private long _streamWindow = DefaultWindow;
    private long _received;
    private long _given;
    private long _maxStreams = long.MaxValue;
    private uint _lastOpened;
    private uint _block;

    /// <param name="name">For what is said of it.</param>
    /// <param name="isClient">Which end it is.</param>
    /// <param name="mostWindow">How far its windows may grow.</param>
    /// <param name="log">Gets its frames.</param>
    public WireEnd(string name, bool isClient, int mostWindow, Action<string>? log)
    {
        _log = log;
        _mostWindow = mostWindow;
        _name = name;
        _isClient = isClient;
        _out = new(isClient, OnSent);
        _in = new(!isClient, OnReceived);
    }

    /// <summary>What this end's connection window was when it was largest: the size that it gives.</summary>
    private long Size => DefaultWindow + _raised;

    private long _raised;

    public bool HasOpenStreams => _streams.Values.Any(static stream => !stream.IsClosed);

    public void Sent(ReadOnlySpan<byte> bytes) => _out.Read(bytes);

    public void Received(ReadOnlySpan<byte> bytes) => _in.Read(bytes);

    public void CheckQuiet(WireEnd peer)
    {
        var owed = Size - peer._connectionWindow;
        Rule.Holds(owed >= 0, $"{_name} has given {peer._name} {-owed} bytes of connection window more than it had.");
        Rule.Holds(owed <= Size / 2, $"{_name} keeps {owed} of {Size} bytes of connection window although no call runs.");
        foreach (var (id, stream) in _streams) Rule.Holds(stream.IsClosed, $"Stream {id} is open at {_name} although no call runs.");
    }

    private void OnSent(in WireFrame frame)
    {
        _log?.Invoke($"    {_name} {frame.ToString()}");
        if (_block != 0) Rule.Holds(frame.Type == FrameReader.Continuation && frame.Stream == _block, $"{_name} sent {frame} in the middle of the header block of stream {_block}.");
        switch (frame.Type)
        {
            case FrameReader.Headers:
                SentHeaders(frame);
                break;
            case FrameReader.Continuation:
                if (frame.EndsHeaders) _block = 0;
                break;
            case FrameReader.Data:
                SentData(frame);
                break;
            case FrameReader.Reset:
                var reset = Known(frame);
                Rule.Holds(!reset.ResetSent, $"{_name} sent {frame} twice.");
                reset.ResetSent = true;
                break;
            case FrameReader.WindowUpdate when frame.Stream == 0:
                _given += frame.Value;
                if (_received == 0 && _given == frame.Value) _raised = frame.Value; // the first one raises the size
                else Grow(DefaultWindow + _given - _received);
                break;
            case FrameReader.WindowUpdate:
                Rule.Holds(!Known(frame).ResetSent, $"{_name} sent {frame} after RST_STREAM.");
                break;
            case FrameReader.Settings when frame.Setting(4) is { } streamWindow:
                _streamWindow = streamWindow;
                break;
        }
    }

    private void OnReceived(in WireFrame frame)
    {
        switch (frame.Type)
        {
            case FrameReader.Headers:
                var opened = Of(frame.Stream);
                opened.PeerEnded |= frame.EndsStream;
                break;
            case FrameReader.Data:
                _received += frame.Length;
                Of(frame.Stream).PeerEnded |= frame.EndsStream;
                break;
            case FrameReader.Reset:
                Of(frame.Stream).ResetReceived = true;
                break;
            case FrameReader.WindowUpdate when frame.Stream == 0:
                _connectionWindow += frame.Value;
                Rule.Holds(_connectionWindow <= int.MaxValue, $"{_name} was given a connection window of {_connectionWindow}.");
                break;
            case FrameReader.WindowUpdate:
                Of(frame.Stream).Window += frame.Value;
                break;
            case FrameReader.Settings when !frame.IsAck:
                if (frame.Setting(4) is { } initial) ChangeInitialWindow(initial);
                if (frame.Setting(3) is { } most) _maxStreams = most;
                break;
        }
    }

    // The connection's window grows by doubling, and to at least that of a stream, which doubles as well.
    private void Grow(long available)
    {
        if (available <= Size) return;
        var grown = Math.Min(Doubled(Size, available), Doubled(_streamWindow, available));
        if (grown < long.MaxValue) _raised = grown - DefaultWindow;
    }

    private long Doubled(long window, long atLeast)
    {
        while (window < atLeast && window < _mostWindow) window = Math.Min(2 * window, _mostWindow);
        return window >= atLeast ? window : long.MaxValue;
    }

    private void SentHeaders(in WireFrame frame)
    {
        if (_isClient && frame.Stream > _lastOpened)
        {
            Rule.Holds(frame.Stream % 2 == 1, $"{_name} opened stream {frame.Stream}.");
            _lastOpened = frame.Stream;
            Of(frame.Stream);
            var open = _streams.Values.Count(stream => !stream.IsClosed);
            Rule.Holds(open <= _maxStreams, $"{_name} opened {open} streams at once, the server allows {_maxStreams}.");
        }

        var stream = Known(frame);
        Rule.Holds(!stream.Ended && !stream.ResetSent, $"{_name} sent {frame} after the end of the stream.");
        Rule.Holds(!stream.HeadSent || frame.EndsStream, $"{_name} sent trailers without END_STREAM: {frame}.");
        stream.HeadSent = true;
        stream.Ended |= frame.EndsStream;
        if (!frame.EndsHeaders) _block = frame.Stream;
    }

    private void SentData(in WireFrame frame)
    {
        var stream = Known(frame);
        Rule.Holds(stream.HeadSent, $"{_name} sent {frame} before the head.");
        Rule.Holds(!stream.Ended && !stream.ResetSent, $"{_name} sent {frame} after the end of the stream.");
        stream.Window -= frame.Length;
        _connectionWindow -= frame.Length;
        Rule.Holds(frame.Length == 0 || stream.Window >= 0, $"{_name} sent {frame} and has overdrawn the stream's window by {-stream.Window}.");
        Rule.Holds(frame.Length == 0 || _connectionWindow >= 0, $"{_name} sent {frame} and has overdrawn the connection's window by {-_connectionWindow}.");
        stream.Ended |= frame.EndsStream;
    }

    private void ChangeInitialWindow(long initial)
    {
        foreach (var stream in _streams.Values) stream.Window += initial - _initialWindow;
        _initialWindow = initial;
    }

    private WireStream Known(in WireFrame frame)
    {
        Rule.Holds(_streams.ContainsKey(frame.Stream), $"{_name} sent {frame} on a stream that does not exist.");
        return _streams[frame.Stream];
    }

    private WireStream Of(uint id)
    {
        if (!_streams.TryGetValue(id, out var stream)) _streams.Add(id, stream = new() { Window = _initialWindow });
        return stream;
    }

    private sealed class WireStream
    {
        public long Window { get; set; }

        public bool HeadSent { get; set; }

        public bool Ended { get; set; }

        public bool ResetSent { get; set; }

        public bool PeerEnded { get; set; }

        public bool ResetReceived { get; set; }

        public bool IsClosed => ResetSent || ResetReceived || (Ended && PeerEnded);
    }
}
