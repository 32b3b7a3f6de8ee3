namespace Fuzz;

/// <summary>Ends the program when one input runs for a minute: that is a finding too, and its input is kept.</summary>
internal sealed class Watch : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Timer _timer;
    private long _seen = -1;

    public Watch() => _timer = new(Look, null, s_patience, s_patience);

    public void Dispose() => _timer.Dispose();

    private void Look(object? state)
    {
        if (Runner.Executions == _seen) Environment.FailFast($"An input does not end: {CaseFiles.Save("regressions", "endless", Runner.Current)}");
        _seen = Runner.Executions;
    }
}
