using System.Buffers;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>
/// One HTTP/2 stream as two halves of messages: what arrived and is not yet read, what is written and not yet accepted. Client and server calls build
/// on it. All state belongs to the connection's lock; methods with the suffix are called under it.
/// </summary>
internal abstract class MessageStream
{
    private InboundBuffer _inbound;
    private PendingWrites? _pending;

    internal MessageStream? Next;
    internal MessageStream? Previous;

    /// <summary>The connection, once attached.</summary>
    public ConnectionDriver Driver { get; private set; } = null!; // set before any use, by Attach

    /// <summary>Whether a connection was named.</summary>
    public bool IsBound => Driver is not null;

    /// <summary>The stream, or null before it is opened and after it ended.</summary>
    public Http2Stream? Stream { get; private set; }

    /// <summary>Whether the peer has ended its half in order.</summary>
    public bool InboundEnded { get; private set; }

    /// <summary>Whether everything written was accepted by the connection.</summary>
    public bool OutboundIsEmpty => _pending is not { Count: > 0 };

    /// <summary>Whether a message waits that is not serialized yet: all behind it waits as well, lest its bytes keep the message before them from being serialized.</summary>
    public bool OutboundIsDeferred => _pending is { EndsDeferred: true };

    /// <summary>Whether the stream is no longer, or not yet again, on the connection whose lock was taken: then look where it is now.</summary>
    internal virtual bool HasMoved_NeedsLock(ConnectionDriver driver) => driver != Driver;

    /// <summary>A header block arrived.</summary>
    internal abstract void OnHeaders_NeedsLock(HeaderList headers, bool endStream);

    /// <summary>Message bytes, or the end of the peer's half, arrived.</summary>
    internal abstract void OnInbound_NeedsLock();

    /// <summary>The stream ended before its time; it is detached afterwards.</summary>
    internal abstract void OnEnded_NeedsLock(StreamEnd end);

    /// <summary>This object has let go of the stream.</summary>
    internal virtual void OnDetached_NeedsLock(Http2Stream stream)
    {
    }

    /// <summary>The last pending write was accepted.</summary>
    internal abstract void OnOutboundDrained_NeedsLock();

    /// <summary>A message that was accepted cannot be serialized; its writer is told.</summary>
    internal virtual void OnUnserializable_NeedsLock(in Status failure)
    {
    }

    /// <summary>What a writer is told whose bytes can no longer be sent.</summary>
    internal abstract Exception WriteFailure_NeedsLock();

    /// <summary>Names the connection before a stream is opened on it.</summary>
    protected void BindTo(ConnectionDriver driver) => Driver = driver;

    /// <summary>Ties this object and an HTTP/2 stream together.</summary>
    public void Attach_NeedsLock(ConnectionDriver driver, Http2Stream stream)
    {
        Driver = driver;
        Stream = stream;
        stream.Owner = this;
        driver.Streams_NeedsLock.Add(this);
    }

    /// <summary>Lets the stream go: pending writes fail, nothing more is delivered. What has arrived stays readable, but its credit is returned now.</summary>
    public void Detach_NeedsLock()
    {
        if (Stream is not { } stream) return;

        stream.Owner = null;
        Driver.Streams_NeedsLock.Remove(this);
        FailPendingWrites_NeedsLock();
        Credit_NeedsLock(_inbound.CreditIncomplete());
        Stream = null;
        OnDetached_NeedsLock(stream);
        Driver.StreamDetached_NeedsLock();
    }

    /// <summary>Drops what has arrived and was not read: nobody will.</summary>
    public void DropInbound_NeedsLock() => Credit_NeedsLock(_inbound.Clear());

    /// <summary>What can be read next.</summary>
    public ReadState PeekInbound_NeedsLock(int maxMessageSize, out uint messageLength) => _inbound.Peek(maxMessageSize, out messageLength) switch
    {
        InboundState.Ready => ReadState.Ready,
        InboundState.TooLarge => ReadState.TooLarge,
        InboundState.BadFlag => ReadState.BadFlag,
        _ when !InboundEnded => ReadState.NeedMore,
        _ => _inbound.Length == 0 ? ReadState.End : ReadState.Truncated,
    };

    /// <summary>Takes the message that <see cref="PeekInbound_NeedsLock"/> found ready, and returns its credit to the peer.</summary>
    public InboundMessage TakeInbound_NeedsLock()
    {
        _inbound.Take(out var message);
        Credit_NeedsLock(message.Credit);
        CreditIncomplete_NeedsLock();
        return message;
    }

    /// <summary>The same, and takes small messages that lie behind it along (<see cref="InboundMessage.Count"/>).</summary>
    public InboundMessage TakeInboundRun_NeedsLock(int maxMessageSize)
    {
        _inbound.TakeRun(maxMessageSize, out var run);
        Credit_NeedsLock(run.Credit);
        CreditIncomplete_NeedsLock();
        return run;
    }

    /// <summary>Takes what <see cref="PeekInbound_NeedsLock"/> found ready before the stream was detached: it is nobody else's now, and its credit was returned.</summary>
    public InboundMessage TakeDetached()
    {
        _inbound.Take(out var message);
        return message;
    }

    /// <summary>The number of bytes that have arrived and were not read.</summary>
    public int InboundLength_NeedsLock => _inbound.Length;

    /// <summary>Writes behind what is pending. Returns null when all was accepted at once, else what the writer waits for.</summary>
    public PendingWrite? Write_NeedsLock(EncodedMessage message, bool endStream)
    {
        var taken = OutboundIsEmpty ? Driver.Send_NeedsLock(this, message.Bytes, endStream) : 0;
        return taken == message.Bytes.Length ? null : Enqueue_NeedsLock(message.Detach(taken), endStream);
    }

    /// <summary>The same for borrowed bytes; what is not accepted at once is copied.</summary>
    public PendingWrite? Write_NeedsLock(ReadOnlySpan<byte> bytes, bool endStream)
    {
        var rest = OutboundIsEmpty ? bytes[Driver.Send_NeedsLock(this, bytes, endStream)..] : bytes;
        if (rest.IsEmpty) return null;

        var copy = ArrayPool<byte>.Shared.Rent(rest.Length);
        rest.CopyTo(copy);
        return Enqueue_NeedsLock(new OutboundMessage(copy, 0, rest.Length), endStream);
    }

    /// <summary>The same for bytes that are owned already.</summary>
    public PendingWrite? Write_NeedsLock(OutboundMessage message, bool endStream)
    {
        if (OutboundIsEmpty)
        {
            message.Advance(Driver.Send_NeedsLock(this, message.Remaining, endStream));
            if (message.IsEmpty)
            {
                message.Dispose();
                return null;
            }
        }

        return Enqueue_NeedsLock(message, endStream);
    }

    /// <summary>Ends the sending half behind what is pending.</summary>
    public PendingWrite? EndOutbound_NeedsLock()
    {
        if (!OutboundIsEmpty) return Enqueue_NeedsLock(default, endStream: true);

        Driver.Send_NeedsLock(this, default, endStream: true);
        return null;
    }

    /// <summary>Writes, behind what is pending, a message that is serialized when the connection's backlog permits.</summary>
    public Task Write_NeedsLock(DeferredWrite write)
    {
        (_pending ??= new()).Add(write);
        if (_pending.Count == 1) write.Ask_NeedsLock();
        return write.Task;
    }

    /// <summary>The first pending write was serialized, or could not be.</summary>
    internal void Serialized_NeedsLock(DeferredWrite write, RpcException? failure)
    {
        if (failure is not null)
        {
            write.Fail(failure);
            OnUnserializable_NeedsLock(failure.Status);
        }

        Writable_NeedsLock();
    }

    internal void Received_NeedsLock(ReadOnlyMemory<byte> data, ReceiveSegment segment, bool endStream)
    {
        InboundEnded |= endStream;
        _inbound.Append(data, segment);
        CreditIncomplete_NeedsLock();
        OnInbound_NeedsLock();
    }

    internal void EndInbound_NeedsLock() => InboundEnded = true;

    internal void Writable_NeedsLock()
    {
        if (OutboundIsEmpty) return;

        while (_pending!.TryPeek(out var write))
        {
            if (!write.IsSerialized)
            {
                ((DeferredWrite)write).Ask_NeedsLock();
                return;
            }

            var sent = Driver.Send_NeedsLock(this, write.Remaining, write.EndStream);
            write.Advance(sent);
            Driver.Backlog.Taken_NeedsLock(sent);
            if (!write.Remaining.IsEmpty) return;

            _pending.Remove();
            write.Release();
            Driver.MakeReady_NeedsLock(write);
        }

        OnOutboundDrained_NeedsLock();
    }

    internal void Ended_NeedsLock(StreamEnd end)
    {
        OnEnded_NeedsLock(end); // first: what pending writes are told depends on it
        Detach_NeedsLock();
    }

    private PendingWrite Enqueue_NeedsLock(OutboundMessage message, bool endStream)
    {
        var write = new PendingWrite(message, endStream);
        (_pending ??= new()).Add(write);
        Driver.Backlog.Add_NeedsLock(message.Remaining.Length);
        return write;
    }

    private void FailPendingWrites_NeedsLock()
    {
        if (OutboundIsEmpty) return;

        var failure = WriteFailure_NeedsLock();
        while (_pending!.TryPeek(out var write))
        {
            _pending.Remove();
            write.Fail(failure);
            Driver.Backlog.Dropped_NeedsLock(write.Remaining.Length);
            write.Release();
            Driver.MakeReady_NeedsLock(write);
        }
    }

    // A message longer than the window could never arrive if its first part were not credited: when it comes, and when it gets to the front.
    // What is held stays under window + message limit.
    private void CreditIncomplete_NeedsLock()
    {
        if (_inbound.Peek(int.MaxValue, out _) == InboundState.NeedMore) Credit_NeedsLock(_inbound.CreditIncomplete());
    }

    private void Credit_NeedsLock(int bytes)
    {
        if (bytes > 0 && Stream is not null) Driver.Engine_NeedsLock.Consume(Stream, bytes);
    }
}
