using Fuzz.Models;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Fuzz.Ends;

/// <summary>
/// An engine with its owner, and a judge beside it: each event must be what the judge expects next, in the state the owner knows, about an object that is the owner's. What the owner does
/// from inside of events is decided by <see cref="Owner"/>.
/// </summary>
internal sealed class JudgedEnd : IHttp2Events
{
    private readonly Features _features;
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private readonly string _name;
    private byte[] _unread = [];
    private int _lastEvent;

    public JudgedEnd(string name, Http2Role role, Http2ConnectionOptions options, Choices choices, Features features, bool isGentle)
    {
        _name = name;
        _features = features;
        Judge = new(role, options);
        Connection = new(role, options, this);
        Written = new(name, role, Judge.State);
        Owner = new(this, choices) { IsGentle = isGentle };
    }

    public Http2Connection Connection { get; }

    public Judge Judge { get; }

    public Owner Owner { get; }

    public WrittenFrames Written { get; }

    public Trace Trace { get; } = new();

    public long Now { get; set; } = 1000;

    /// <summary>Whether an event or a call ended the connection.</summary>
    public bool IsDown { get; private set; }

    public bool IsServer => Connection.Role == Http2Role.Server;

    public void Start() => Connection.Start(Now);

    /// <summary>Presents bytes, in parts of the given lengths; the last part takes the rest.</summary>
    public void Receive(ReadOnlySpan<byte> bytes, Func<int>? part = null)
    {
        Judge.Receive(bytes);
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(part?.Invoke() ?? bytes.Length, bytes.Length);
            byte[] input = [.. _unread, .. bytes[..length]];
            var used = Connection.Receive(input, Now);
            Check.That(used >= 0 && used <= input.Length, $"{used} of {input.Length} bytes were used");
            input.AsSpan(0, used).Fill(0xEE); // an engine that keeps memory of its input would see this
            _unread = input[used..];
            bytes = bytes[length..];
        }

        if (!IsDown && Judge.Next() is { } missed) throw new PromiseBrokenException($"{_name}: not told: {missed}");
        CheckState();
    }

    /// <summary>Bytes that no judge can follow, as a preface that is none.</summary>
    public void ReceiveUnjudged(byte[] bytes)
    {
        Judge.IsOver = true;
        byte[] input = [.. _unread, .. bytes];
        _unread = input[Connection.Receive(input, Now)..];
    }

    /// <summary>Passes the preface on; the judge does not know of it.</summary>
    public void ReceivePreface()
    {
        var used = Connection.Receive("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), Now);
        Check.That(used == 24, $"{used} bytes of the preface were used");
    }

    /// <summary>Takes the output; <paramref name="isFlushed"/> says that it was sent, too.</summary>
    public byte[] Take(bool isFlushed = true)
    {
        Connection.Output.TakeAll(_chunks);
        var bytes = new List<byte>();
        foreach (var chunk in _chunks) bytes.AddRange(chunk.Span);
        Connection.Output.Recycle(_chunks);
        byte[] taken = [.. bytes];
        Trace.Add(taken);
        Written.Read(taken, IsDown);
        if (!isFlushed) return taken;
        Connection.OutputTaken();
        CheckProgress();
        return taken;
    }

    public void Tick() => Connection.Tick(Now);

    /// <summary>The owner gives the connection up.</summary>
    public void Abort()
    {
        Connection.Abort(Http2ErrorCode.InternalError, "given up");
        IsDown = Judge.IsOver = true;
    }

    /// <summary>Between calls engine, judge and owner agree.</summary>
    public void CheckState()
    {
        if (IsDown) return;
        Check.That(Connection.IsBroken == Judge.IsOver, $"{_name}: broken is {Connection.IsBroken}, expected {Judge.IsOver}");
        if (Judge.IsOver) return;
        var state = Judge.State;
        Check.That(state.SendWindow >= 0, $"{_name}: the window of the connection was overdrawn by {-state.SendWindow}");
        Check.That(Connection.ActiveStreams == state.ActiveStreams, $"{_name}: {Connection.ActiveStreams} streams are active, expected {state.ActiveStreams}");
        Check.That(Connection.ConnectionSendWindow == state.SendWindow, $"{_name}: the connection's window is {Connection.ConnectionSendWindow}, expected {state.SendWindow}");
        foreach (var owned in Owner.Held) CheckStream(owned, state.Streams[owned.Id]);
    }

    void IHttp2Events.OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        Expect(new(Happening.Headers, stream.Id.Value, IsEnd: endStream));
        CheckFields(headers);
        var isNew = IsServer && stream.Owner is null;
        Check.That(isNew != stream.HeadReceived || !IsServer, $"{_name}: stream {stream.Id} is new: {isNew}, its head was received: {stream.HeadReceived}");
        var owned = isNew ? Owner.Accept(stream) : Known(stream);
        Check.That(owned.HeadersSeen == stream.HeadReceived, $"{_name}: stream {stream.Id} had its head: {stream.HeadReceived}");
        owned.HeadersSeen = true;
        owned.EndSeen |= endStream;
        Owner.React(owned);
        Judge.Acts.Heard(owned.Id);
    }

    void IHttp2Events.OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        var verdict = Expect(new(Happening.Data, stream.Id.Value, IsEnd: endStream));
        if (verdict is { } expected) Check.Same(expected.Bytes, data.Span, $"{_name}: DATA of stream {stream.Id}");
        var owned = Known(stream);
        owned.Unread += data.Length;
        Owner.Read(owned, data.Span);
        owned.EndSeen |= endStream;
        Owner.React(owned);
        Judge.Acts.Heard(owned.Id);
    }

    void IHttp2Events.OnReset(Http2Stream stream, Http2Error error)
    {
        Expect(new(Happening.Reset, stream.Id.Value, error.Code, IsByPeer: error.Initiator == Http2Initiator.Peer));
        var owned = Known(stream);
        Check.That(!Owner.IsGentle || error.Initiator == Http2Initiator.Peer, $"{_name}: an honest peer broke a rule: {error.Text}");
        Check.That(stream.IsClosed && error.StreamId == stream.Id && error.Text.Length > 0, $"{_name}: reset of {error.StreamId} '{error.Text}' on stream {stream.Id}, closed {stream.IsClosed}");
        owned.IsReset = true;
        owned.Waits = false;
        Owner.React(owned);
        Judge.Acts.Heard(owned.Id);
    }

    void IHttp2Events.OnStreamRefused(Http2Error error)
    {
        Expect(new(Happening.Refused, error.StreamId.Value, error.Code));
        Check.That(!Owner.IsGentle || error.Code == Http2ErrorCode.RefusedStream, $"{_name}: an honest peer broke a rule: {error.Text}");
    }

    void IHttp2Events.OnWritable(Http2Stream stream)
    {
        Note("writable", 20);
        Check.That(!IsDown, $"{_name}: a stream may write after the end of the connection");
        var owned = Known(stream);
        Check.That(owned.Waits && stream.CanSend, $"{_name}: stream {stream.Id} may write: it waits {owned.Waits}, can send {stream.CanSend}");
        owned.Waits = false;
        Owner.Write(owned);
    }

    void IHttp2Events.OnStreamSlotsAvailable()
    {
        Note("slots", 21);
        Check.That(!IsDown, $"{_name}: slots after the end of the connection");
        Owner.SlotsAvailable();
    }

    void IHttp2Events.OnReady() => Expect(new(Happening.Ready));

    void IHttp2Events.OnPingAcknowledged(ulong payload) => Expect(new(Happening.Pong));

    void IHttp2Events.OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData) => Expect(new(Happening.GoAway, lastStreamId.Value, code));

    void IHttp2Events.OnConnectionError(Http2Error error)
    {
        Note($"connection error {error.Violation}", 30 + (int)error.Violation);
        Check.That(!IsDown, $"{_name}: a second connection error: {error.Text}");
        IsDown = true;
        Written.LastCode = error.Code;
        var isUnjudged = error.Violation is >= Violation.TooManyResets and <= Violation.TooManyControlFrames or Violation.PrefaceTimeout or Violation.SettingsAckTimeout or Violation.HeaderBlockTimeout;
        if (isUnjudged || Judge.IsOver)
        {
            Judge.IsOver = true;
            return;
        }

        var verdict = Judge.Next();
        Check.That(verdict is { What: Happening.ConnectionError } expected && (expected.Code == error.Code || expected.Or == error.Code), $"{_name}: told {error.Violation} ({error.Text}), expected {verdict}");
    }

    private Verdict? Expect(Verdict told)
    {
        Note(told.ToString(), ((int)told.What * 64) + (int)told.Code + (told.IsEnd ? 32 : 0));
        Check.That(!IsDown, $"{_name}: told {told} after the end of the connection");
        if (Judge.IsOver) return null;
        var verdict = Judge.Next();
        Check.That(verdict is { } expected && told == expected with { Bytes = told.Bytes, Or = null }, $"{_name}: told {told}, expected {verdict}");
        return verdict;
    }

    private OwnedStream Known(Http2Stream stream)
    {
        Check.That(stream.Owner is OwnedStream owned && owned.Id == stream.Id.Value && ReferenceEquals(owned.Stream, stream), $"{_name}: an event about stream {stream.Id}, whose owner is {stream.Owner}");
        return (OwnedStream)stream.Owner;
    }

    private void CheckFields(HeaderList headers)
    {
        if (Judge.IsOver) return;
        var expected = Judge.Fields;
        Check.That(headers.Count == expected.Count, $"{_name}: {headers.Count} fields, expected {expected.Count}");
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = (NaiveField.Text(headers.Name(i)), NaiveField.Text(headers.Value(i)));
            Check.That(name == expected[i].Name && value == expected[i].Value, $"{_name}: field '{name}: {value}', expected {expected[i]}");
        }
    }

    private void CheckStream(OwnedStream owned, NaiveStream expected)
    {
        var stream = owned.Stream;
        _features.Hit(3, (((int)expected.Local * 3) + (int)expected.Remote) * 4 + (int)expected.Ending, Features.Magnitude(expected.SendWindow) + (owned.Waits ? 64 : 0));
        _features.Hit(4, Features.Magnitude(Owner.Reuses), Features.Magnitude(owned.Unread));
        Check.That(stream.Id.Value == owned.Id && ReferenceEquals(stream.Owner, owned), $"{_name}: the object of stream {owned.Id} serves stream {stream.Id} now");
        Check.That(stream.CanSend == (expected.Local != NaiveHalf.Closed) && stream.CanReceive == (expected.Remote != NaiveHalf.Closed), $"{_name}: stream {owned.Id} is {stream.State.Local} and {stream.State.Remote}, expected {expected.Local} and {expected.Remote}");
        Check.That(stream.Unconsumed == expected.Unconsumed, $"{_name}: {stream.Unconsumed} bytes of stream {owned.Id} are unconsumed, expected {expected.Unconsumed}");
        if (expected.IsClosed) return;
        Check.That(stream.SendWindow.Available == expected.SendWindow, $"{_name}: the window of stream {owned.Id} is {stream.SendWindow.Available}, expected {expected.SendWindow}");
        if (expected.Remote != NaiveHalf.Closed) Check.That(stream.ReceiveWindow.Available == expected.Credit.Available, $"{_name}: the peer's window of stream {owned.Id} is {stream.ReceiveWindow.Available}, expected {expected.Credit.Available}");
    }

    // All was sent: reading goes on, and nobody waits who has a window.
    private void CheckProgress()
    {
        Check.That(!Connection.ReadingShouldPause, $"{_name}: reading should pause although all was sent");
        if (IsDown || Connection.Output.Length > 0 || Connection.ConnectionSendWindow <= 0) return;
        foreach (var owned in Owner.Held) Check.That(!owned.Waits || !owned.Stream.CanSend || owned.Stream.SendWindow.Available <= 0, $"{_name}: stream {owned.Id} waits although there is room for {owned.Stream.SendWindow.Available} bytes");
    }

    private void Note(string what, int kind)
    {
        Trace.Add(_name, what);
        _features.Hit(1, _lastEvent, kind);
        _features.Hit(2, kind, Features.Magnitude(Owner.Held.Count));
        _lastEvent = kind;
    }
}
