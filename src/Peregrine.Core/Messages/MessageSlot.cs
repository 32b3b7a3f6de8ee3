namespace Peregrine.Messages;

/// <summary>A place for a message. An array of these is written without the question whether it is an array of something derived.</summary>
internal struct MessageSlot<T>
    where T : class
{
    public T Message;
}
