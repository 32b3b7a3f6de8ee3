namespace Peregrine.Messages;

/// <summary>Carries the size of a message over the limit out of a serializer or a compression stream; never reaches users.</summary>
internal sealed class MessageTooLargeException(long length) : Exception($"The message has {length} bytes, which is over the limit.")
{
    /// <summary>The size in bytes, or as many as were written when the limit was met.</summary>
    public long Length { get; } = length;
}
