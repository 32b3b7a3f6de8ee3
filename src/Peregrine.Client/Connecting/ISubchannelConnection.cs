namespace Peregrine.Client.Connecting;

/// <summary>A live connection, as far as a <see cref="Subchannel{T}"/> needs to know it. All members may be called from any thread.</summary>
internal interface ISubchannelConnection
{
    /// <summary>Whether new calls may be started on it: false for good once it drains or is closed.</summary>
    bool IsUsable { get; }

    /// <summary>Calls <paramref name="action"/> once, on any thread, when the connection is no longer usable; at once if that is so already.</summary>
    void WhenUnusable(Action action);

    /// <summary>Closes it at once; <paramref name="reason"/> is for the calls that run on it.</summary>
    void Close(string reason);
}
