namespace Peregrine.Messages;

/// <summary>A message turned out to be large while it was serialized, and it is not its turn.</summary>
internal sealed class MessageMustWaitException : Exception
{
    public MessageMustWaitException()
        : base("The message is large and has to wait for its turn to be serialized.")
    {
    }
}
