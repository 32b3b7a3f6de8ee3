using Peregrine.Connections;

namespace Peregrine.Client.Tests;

/// <summary>Runs work at once, on the stack of who queues it: a test sees the end of what it sets going.</summary>
internal sealed class InlineScheduler : CallScheduler
{
    public override bool TakesOverStuckDrains => false;

    public override void Queue(IThreadPoolWorkItem item) => item.Execute();
}
