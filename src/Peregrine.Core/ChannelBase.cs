namespace Peregrine;

/// <summary>A channel: the way to a service, shared by all its clients. Safe for any number of threads.</summary>
public abstract class ChannelBase
{
    /// <summary>Makes a channel to a target.</summary>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>What the channel was made for, as the user wrote it.</summary>
    public string Target { get; }

    /// <summary>Makes an invoker that starts calls on this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel: no new calls; completes when its connections are closed.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Does what <see cref="ShutdownAsync"/> promises.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
