namespace Peregrine.Testing;

/// <summary>The time of a simulation. What falls due becomes one more thing that could run next: a timer may be late, never early.</summary>
internal sealed class SimulationClock(SimulationScheduler scheduler) : FakeClock
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        scheduler.CheckThread();
        return base.CreateTimer(callback, state, dueTime, period);
    }

    internal override void Fire(Timer timer) => scheduler.Queue(new Due(timer));

    internal sealed class Due(Timer timer) : IThreadPoolWorkItem
    {
        public string Name { get; } = $"timer of {timer.Owner}";

        public void Execute()
        {
            if (!timer.IsDisposed) timer.Fire();
        }
    }
}
