using System.Text;
using Fuzz.Models;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Streams;

namespace Fuzz.Ends;

/// <summary>Does with an engine what an owner may, in any order, from inside of events and between them; tells the judge what it did.</summary>
internal sealed class Owner(JudgedEnd end, Choices choices)
{
    private readonly List<OwnedStream> _held = [];
    private readonly HashSet<Http2Stream> _known = new(ReferenceEqualityComparer.Instance);
    private bool _wantsSlot;

    /// <summary>Streams that the owner has not let go.</summary>
    public IReadOnlyList<OwnedStream> Held => _held;

    /// <summary>How often a stream came in an object that had served another one.</summary>
    public int Reuses { get; private set; }

    /// <summary>Well-behaved: sends and ends all, reads all, resets now and then. Otherwise anything goes.</summary>
    public bool IsGentle { get; init; }

    /// <summary>Called with received DATA, for whoever knows what must come.</summary>
    public Action<OwnedStream, byte[]>? Reads { get; set; }

    private Http2Connection Connection => end.Connection;

    private OwnerActs Acts => end.Judge.Acts;

    /// <summary>The byte at a place of a stream's body.</summary>
    public static byte Byte(uint id, Http2Role role, long at) => (byte)((at * 31) + (id * 7) + (role == Http2Role.Client ? 0 : 101));

    public OwnedStream Accept(Http2Stream stream)
    {
        var owned = new OwnedStream(stream);
        stream.Owner = owned;
        _held.Add(owned);
        if (!_known.Add(stream)) Reuses++;
        return owned;
    }

    public void Read(OwnedStream owned, ReadOnlySpan<byte> data)
    {
        Reads?.Invoke(owned, data.ToArray());
        owned.Received += data.Length;
    }

    /// <summary>A step of the owner's own.</summary>
    public void Step()
    {
        if (!end.IsServer && choices.OneIn(3))
        {
            Open();
            return;
        }

        if (_held.Count > 0) Act(_held[choices.Below(_held.Count)]);
    }

    /// <summary>What the owner does when it is told something about a stream.</summary>
    public void React(OwnedStream owned)
    {
        for (var count = choices.Below(3); count > 0 && !owned.IsReleased; count--) Act(owned);
        if (!end.IsServer && choices.OneIn(6)) Open(); // maybe in the object that was just let go
    }

    public void Write(OwnedStream owned)
    {
        if (owned.MaySend) Send(owned, choices.Size(40_000), choices.OneIn(3));
    }

    public void SlotsAvailable()
    {
        Check.That(_wantsSlot, "slots were offered that nobody asked for");
        _wantsSlot = false;
        if (choices.OneIn(2)) Open();
    }

    public void Open()
    {
        var stream = Connection.TryOpenStream(null);
        if (stream is null)
        {
            _wantsSlot |= !Connection.IsBroken && !Connection.IsDraining;
            return;
        }

        Acts.Opened(stream.Id.Value);
        Check.That(stream.Owner is null && !stream.IsClosed && !stream.HeadReceived, $"stream {stream.Id} is not new");
        var owned = Accept(stream);
        // A stream whose head is never sent does not exist for the peer.
        if (choices.OneIn(8)) Reset(owned, Http2ErrorCode.Cancel);
        else SendHead(owned, choices.OneIn(5));
    }

    /// <summary>Everybody has something to say at once, so that some must wait.</summary>
    public void Crowd()
    {
        foreach (var owned in _held.ToList())
        {
            if (!owned.HeadSent && !owned.IsReset) SendHead(owned, isEnd: false);
            if (owned.MaySend) Send(owned, 3000 + choices.Size(3000), isEnd: false);
        }
    }

    /// <summary>Brings a stream to its end in good order.</summary>
    public void Finish(OwnedStream owned)
    {
        if (owned.Unread > 0) Consume(owned, owned.Unread);
        if (!owned.HeadSent && !owned.IsReset && owned.Stream.CanSend) SendHead(owned, isEnd: true);
        else if (owned.MaySend && !owned.Waits) SendTrailers(owned);
        else if (owned.MaySend) Send(owned, 0, isEnd: true);
        if (owned.Stream.IsClosed) Release(owned);
    }

    public void Consume(OwnedStream owned, int bytes)
    {
        owned.Unread -= bytes;
        Acts.Consumed(owned.Id, bytes);
        Connection.Consume(owned.Stream, bytes);
    }

    public void Release(OwnedStream owned)
    {
        end.Trace.Add("", $"  releases stream {owned.Id}");
        owned.IsReleased = true;
        _held.Remove(owned);
        Acts.Released(owned.Id);
        Connection.Release(owned.Stream);
    }

    private void Act(OwnedStream owned)
    {
        switch (choices.Below(IsGentle ? 8 : 10))
        {
            case 0 or 1:
                Speak(owned);
                break;
            case 2:
                if (owned.MaySend) Send(owned, choices.Size(70_000), isEnd: true);
                break;
            case 3:
                if (owned.MaySend && !owned.Waits) SendTrailers(owned);
                break;
            case 4:
                Consume(owned, choices.OneIn(2) ? owned.Unread : Math.Min(owned.Unread, choices.Size(20_000)));
                break;
            case 5:
                if (choices.OneIn(4)) Reset(owned, choices.Of(Http2ErrorCode.Cancel, Http2ErrorCode.NoError, Http2ErrorCode.InternalError));
                break;
            case 6 or 7:
                if (owned.Stream.IsClosed) Release(owned);
                break;
            case 8:
                Reset(owned, Http2ErrorCode.Cancel);
                Release(owned);
                break;
            default:
                Release(owned);
                break;
        }
    }

    private void Speak(OwnedStream owned)
    {
        if (owned.MaySend) Send(owned, choices.Size(70_000), isEnd: false);
        else if (!owned.HeadSent && !owned.IsReset && !owned.IsReleased) SendHead(owned, choices.OneIn(4));
    }

    private void SendHead(OwnedStream owned, bool isEnd)
    {
        var path = $"/{choices.Below(40)}";
        if (end.IsServer) WriteBlock(owned, isEnd, (":status", "200"), ("x", path));
        else WriteBlock(owned, isEnd, (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "a"), ("authorization", "secret"));
        owned.HeadSent = true;
    }

    private void SendTrailers(OwnedStream owned) => WriteBlock(owned, isEnd: true, ("grpc-status", "0"), ("long", new string('z', choices.OneIn(6) ? choices.Size(40_000) : 3)));

    private void WriteBlock(OwnedStream owned, bool isEnd, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var sent = new List<NaiveField>();
        var isWritten = owned.Stream.CanSend && !end.IsDown;
        var writer = Connection.BeginHeaders(owned.Stream);
        foreach (var (name, value) in fields)
        {
            writer.Add(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value), value.Length > 500 ? HeaderIndexing.Once : HeaderIndexing.Remember);
            sent.Add(new(name, value, false));
        }

        end.Trace.Add("", $"  sends headers on stream {owned.Id}{(isEnd ? " with the end" : "")}");
        if (isWritten) end.Written.Blocks.Enqueue((owned.Id, sent));
        if (isEnd) owned.EndSent = true;
        if (isWritten) Acts.SentHead(owned.Id, isEnd);
        Connection.EndHeaders(isEnd);
    }

    private void Send(OwnedStream owned, int length, bool isEnd)
    {
        var data = new byte[length];
        for (var i = 0; i < length; i++) data[i] = Byte(owned.Id, Connection.Role, owned.Sent + i);
        var canSend = owned.Stream.CanSend && !end.IsDown;
        var room = Connection.SendWindow(owned.Stream);
        var before = Connection.Output.Length;
        owned.Waits = canSend && length > 0;
        var taken = Connection.SendData(owned.Stream, data, isEnd);
        end.Trace.Add("", $"  {(end.IsServer ? "server" : "client")} sent {taken} of {length} bytes on stream {owned.Id}{(isEnd ? " with the end" : "")}");
        Check.That(taken >= 0 && taken <= length && (canSend || taken == 0), $"{taken} of {length} bytes were taken");
        Check.That(!canSend || taken >= Math.Min(room, length), $"{taken} of {length} bytes were taken, the window said {room}");
        Check.That(canSend || Connection.Output.Length == before, "something was written on a stream that may not send");
        if (!canSend) return;
        owned.Sent += taken;
        var isAll = taken == length;
        owned.Waits = !isAll;
        if (isAll && isEnd) owned.EndSent = true;
        Acts.SentData(owned.Id, taken, isAll && isEnd);
    }

    private void Reset(OwnedStream owned, Http2ErrorCode code)
    {
        end.Trace.Add("", $"  {(end.IsServer ? "server" : "client")} resets stream {owned.Id}");
        owned.IsReset = true;
        owned.Waits = false;
        Acts.Reset(owned.Id);
        Connection.Reset(owned.Stream, code);
    }
}
