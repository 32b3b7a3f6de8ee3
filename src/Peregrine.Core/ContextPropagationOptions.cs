namespace Peregrine;

/// <summary>What a child call takes over from the call that it is made for. Immutable.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Makes options.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the child ends at the parent's deadline, when that is earlier than its own.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether the child is cancelled with the parent.</summary>
    public bool IsPropagateCancellation { get; }
}
