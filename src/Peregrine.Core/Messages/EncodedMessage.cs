namespace Peregrine.Messages;

/// <summary>
/// A message as it goes on the wire, prefix included, in this thread's buffer: send <see cref="Bytes"/> at once, keep what the window did not take by
/// <see cref="Detach"/>, and dispose before anything else is encoded.
/// </summary>
internal readonly ref struct EncodedMessage
{
    private readonly MessageWriter _writer;

    internal EncodedMessage(MessageWriter writer) => _writer = writer;

    /// <summary>Prefix and payload.</summary>
    public ReadOnlySpan<byte> Bytes => _writer.Message;

    /// <summary>The bytes from an index on, in a buffer that the caller owns; without a copy when the message is large and none of it was sent.</summary>
    public OutboundMessage Detach(int from = 0) => _writer.Detach(from);

    /// <summary>Gives the buffer back to the thread.</summary>
    public void Dispose() => _writer.Reset();
}
