using Peregrine.Compression;
using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>
/// A message that is not serialized yet, because its connection has too much unsent: it waits as the object that the writer gave. When it is first in its stream and the
/// <see cref="Backlog"/> has room, it is serialized, outside the lock, one at a time for each connection.
/// <code>
///   waiting ──first, and there is room──► serializing ──► serialized: sent like any other
/// </code>
/// </summary>
internal abstract class DeferredWrite(MessageStream stream) : PendingWrite(default, endStream: false)
{
    private Step _step;
    private bool _isAsked;

    private enum Step
    {
        Waiting,
        Serializing,
        Serialized,
    }

    /// <inheritdoc/>
    public override bool IsSerialized => _step == Step.Serialized;

    /// <summary>It is first in its stream: it is to be serialized as soon as there is room. Harmless when repeated.</summary>
    public void Ask_NeedsLock()
    {
        if (_isAsked) return;

        _isAsked = true;
        stream.Driver.Backlog.WhenThereIsRoom_NeedsLock(this);
    }

    /// <summary>Serializes, or resumes the writer: an item of the scheduler.</summary>
    public override void Execute()
    {
        bool mayBegin;
        bool isOver;
        using (stream.Driver.Enter())
        {
            isOver = HasFailed || _step == Step.Serialized;
            mayBegin = !isOver && TryBegin_NeedsLock();
            if (isOver) stream.Driver.Backlog.Next_NeedsLock(); // it may still have had its turn to come
        }

        if (isOver) base.Execute();
        if (mayBegin) Serialize();
    }

    /// <summary>Makes the bytes, and lets go of the message. Throws an <see cref="RpcException"/> when it cannot.</summary>
    protected abstract OutboundMessage Encode();

    private bool TryBegin_NeedsLock()
    {
        if (stream.Driver.Backlog.TryWait_NeedsLock(this)) return false;

        _step = Step.Serializing;
        stream.Driver.Backlog.BeginSerializing_NeedsLock();
        return true;
    }

    private void Serialize()
    {
        OutboundMessage message = default;
        RpcException? failure = null;
        try
        {
            message = Encode();
        }
        catch (RpcException error)
        {
            failure = error;
        }

        using (stream.Driver.Enter())
        {
            _step = Step.Serialized;
            if (HasFailed)
            {
                // The stream has ended meanwhile, and the writer was told.
                message.Dispose();
                stream.Driver.Backlog.EndSerializing_NeedsLock(0);
                return;
            }

            SetMessage(message);
            stream.Driver.Backlog.EndSerializing_NeedsLock(Remaining.Length);
            stream.Serialized_NeedsLock(this, failure);
        }
    }
}

/// <summary>The same for messages of one type.</summary>
internal sealed class DeferredWrite<T>(MessageStream stream, T message, Marshaller<T> marshaller, ICompressionProvider? compression, int maxSendMessageSize) : DeferredWrite(stream)
    where T : class
{
    private T? _message = message;

    /// <inheritdoc/>
    protected override OutboundMessage Encode()
    {
        var message = _message!; // asked once
        _message = null;
        using var encoded = MessageEncoder.Encode(message, marshaller, compression, maxSendMessageSize);
        return encoded.Detach();
    }
}
