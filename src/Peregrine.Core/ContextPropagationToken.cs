namespace Peregrine;

/// <summary>
/// Stands for a call that a handler is serving; given to <see cref="CallOptions"/> of the calls that the handler makes, so that they end when it does.
/// Made by <see cref="ServerCallContext.CreatePropagationToken"/>; immutable.
/// </summary>
public sealed class ContextPropagationToken
{
    internal ContextPropagationToken(DateTime deadline, ContextPropagationOptions? options, CancellationToken cancellationToken)
    {
        options ??= ContextPropagationOptions.Default;
        Deadline = options.IsPropagateDeadline && deadline != DateTime.MaxValue ? deadline : null;
        CancellationToken = options.IsPropagateCancellation ? cancellationToken : default;
    }

    internal DateTime? Deadline { get; }

    internal CancellationToken CancellationToken { get; }
}
