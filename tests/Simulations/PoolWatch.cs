using System.Diagnostics.Tracing;

namespace Simulations;

/// <summary>Counts the arrays that this thread has rented from the shared pool and not returned, by the events that the pool itself writes.</summary>
internal sealed class PoolWatch : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    [ThreadStatic]
    private static int t_outstanding;

    [ThreadStatic]
    private static Dictionary<int, string>? t_stacks;

    public static int Outstanding => t_outstanding;

    /// <summary>Where the arrays were rented that were not returned since <see cref="RememberStacks"/>.</summary>
    public static string[] Stacks => t_stacks is { } stacks ? [.. stacks.Values] : [];

    /// <summary>From now on remembers where arrays are rented, which is slow; or no longer.</summary>
    public static void RememberStacks(bool remember) => t_stacks = remember ? [] : null;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource") EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData.EventId)
        {
            case Rented:
                t_outstanding++;
                if (t_stacks is not null) t_stacks[Id(eventData)] = Environment.StackTrace;
                break;
            case Returned:
                t_outstanding--;
                t_stacks?.Remove(Id(eventData));
                break;
        }
    }

    private static int Id(EventWrittenEventArgs eventData) => (int)eventData.Payload![0]!;
}
