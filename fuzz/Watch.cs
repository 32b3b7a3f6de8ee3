namespace Fuzz;

/// <summary>Ends the program when one input takes a minute of processor time: that is a finding too, and its input is kept.</summary>
internal sealed class Watch : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(20);

    private readonly Timer _timer;
    private long _seen = -1;
    private TimeSpan _seenAt;

    public Watch() => _timer = new(Look, null, s_interval, s_interval);

    public void Dispose() => _timer.Dispose();

    private void Look(object? state)
    {
        var now = Environment.CpuUsage.TotalTime;
        if (Runner.Executions != _seen) (_seen, _seenAt) = (Runner.Executions, now);
        else if (now - _seenAt > s_patience) Environment.FailFast($"An input does not end: {CaseFiles.Save("regressions", "endless", Runner.Current)}");
    }
}
