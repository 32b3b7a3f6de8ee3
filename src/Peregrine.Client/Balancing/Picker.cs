using Peregrine.Client.Connecting;

namespace Peregrine.Client.Balancing;

/// <summary>Chooses a connection for a call. Immutable and called by many threads at once; a change of state publishes a new one.</summary>
internal abstract class Picker<T>
    where T : class, ISubchannelConnection
{
    /// <summary>Lets every call wait.</summary>
    public static Picker<T> Queue { get; } = new QueuePicker();

    public static Picker<T> Ready(T connection) => new ReadyPicker(connection);

    public static Picker<T> Failing(PickFailure failure) => new FailPicker(failure);

    /// <summary>Allocates nothing.</summary>
    public abstract PickResult<T> Pick();

    private sealed class QueuePicker : Picker<T>
    {
        public override PickResult<T> Pick() => PickResult<T>.Queue;
    }

    private sealed class ReadyPicker(T connection) : Picker<T>
    {
        // No longer usable: the news is on its way to the channel, which will publish another picker.
        public override PickResult<T> Pick() => connection.IsUsable ? PickResult<T>.Complete(connection) : PickResult<T>.Queue;
    }

    private sealed class FailPicker(PickFailure failure) : Picker<T>
    {
        public override PickResult<T> Pick() => PickResult<T>.Fail(failure);
    }
}
