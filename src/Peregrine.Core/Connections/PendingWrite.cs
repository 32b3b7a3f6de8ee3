using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>
/// Bytes that wait for flow-control credit or for room in the output, and the writer that waits for them. The writer resumes when the last byte was
/// accepted, on the drain or the scheduler (<see cref="Execute"/>).
/// </summary>
internal class PendingWrite(OutboundMessage message, bool endStream) : TaskCompletionSource, IThreadPoolWorkItem
{
    private OutboundMessage _message = message;
    private Exception? _failure;

    /// <summary>Whether the stream's sending half ends behind these bytes.</summary>
    public bool EndStream => endStream;

    /// <summary>Whether the bytes are there.</summary>
    public virtual bool IsSerialized => true;

    public ReadOnlySpan<byte> Remaining => _message.Remaining;

    /// <summary>Whether the writer is to fail.</summary>
    protected bool HasFailed => _failure is not null;

    public void Advance(int bytes) => _message.Advance(bytes);

    /// <summary>Gives the buffer back; call once.</summary>
    public void Release() => _message.Dispose();

    /// <summary>The writer is to fail when it resumes.</summary>
    public void Fail(Exception failure) => _failure = failure;

    /// <summary>Resumes the writer.</summary>
    public virtual void Execute()
    {
        if (_failure is null) TrySetResult();
        else TrySetException(_failure);
    }

    /// <summary>The bytes are there.</summary>
    protected void SetMessage(OutboundMessage message) => _message = message;
}
