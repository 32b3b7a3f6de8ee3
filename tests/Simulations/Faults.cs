using Peregrine.Testing;

namespace Simulations;

/// <summary>What goes wrong in a run: some of everything, at any moment.</summary>
internal sealed class Faults(Simulation simulation, GrpcTestServer test, RunPlan plan, Oracle oracle)
{
    private readonly List<Task> _all = [];
    private bool _isRestarting;
    private bool _cutsLater;

    public void Start()
    {
        if (!plan.HasFaults) return;

        for (var i = simulation.Random.Next(1, 5); i > 0; i--) _all.Add(simulation.Spawn(FaultAsync));
    }

    /// <summary>Completes when everything works again.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_all);
        test.Network.AcceptsConnections = true;
        test.Network.Resume();
        if (_cutsLater) test.Network.Cut(); // those that still wait for their byte
    }

    private async Task FaultAsync()
    {
        await simulation.Delay(plan.Moment(plan.Span));
        var direction = plan.Pick(NetworkDirection.ToServer, NetworkDirection.ToClient);
        var network = test.Network;
        switch (simulation.Random.Next(9))
        {
            case 0:
                Begin("cut");
                network.Cut();
                break;
            case 1 or 2:
                var bytes = simulation.Random.Next(plan.Pick(30, 300, 5000));
                Begin($"cut {direction} after {bytes} bytes");
                _cutsLater = true;
                network.CutAfter(bytes, direction);
                break;
            case 3:
                Begin($"half-close {direction}");
                network.HalfClose(direction);
                break;
            case 4:
                await StallAsync(plan.Pick(direction, NetworkDirection.Both));
                break;
            case 5:
                Begin("refuse connections");
                network.AcceptsConnections = false;
                await simulation.Delay(plan.Moment(TimeSpan.FromSeconds(5)));
                simulation.Log("accept connections");
                network.AcceptsConnections = true;
                break;
            case 6:
                simulation.Log("another latency");
                network.Latency = TimeSpan.FromMilliseconds(simulation.Random.Next(300));
                break;
            default:
                await RestartAsync();
                break;
        }
    }

    private async Task StallAsync(NetworkDirection direction)
    {
        Begin($"stall {direction}");
        test.Network.Stall(direction);
        await simulation.Delay(plan.Moment(plan.Pick(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30))));
        simulation.Log("resume");
        test.Network.Resume();
    }

    private async Task RestartAsync()
    {
        while (_isRestarting) await simulation.Delay(TimeSpan.FromMilliseconds(1));
        _isRestarting = true;
        var grace = plan.Pick(TimeSpan.Zero, plan.Moment(plan.Span), TimeSpan.FromSeconds(10));
        Begin($"restart the server, grace {grace}");
        await test.StopAsync(grace);
        simulation.Log("the server has stopped");
        await simulation.Delay(plan.Pick(TimeSpan.Zero, plan.Moment(TimeSpan.FromSeconds(3))));
        simulation.Log("the server starts");
        test.Start();
        _isRestarting = false;
    }

    private void Begin(string what)
    {
        simulation.Log($"fault: {what}");
        if (simulation.Elapsed < oracle.FirstFaultAt) oracle.FirstFaultAt = simulation.Elapsed;
    }
}
