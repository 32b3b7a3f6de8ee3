using Peregrine.Client.Resolving;

namespace Peregrine.Client.Tests.Balancing;

/// <summary>Ten virtual minutes of faults by a seeded random, then a healthy network: every channel must recover, and nothing may be left behind.</summary>
public class RecoveryTests : ChannelFixture
{
    private static readonly Address[] All = [FakeNetwork.A, FakeNetwork.B, FakeNetwork.C];

    private readonly List<Task<FakeConnection>> _picks = [];
    private readonly List<FakeConnection> _connections = [];
    private int _settled;
    private int _answered;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task After_any_faults_a_call_succeeds_once_the_server_can_be_reached(int seed)
    {
        var random = new Random(seed);
        while (Time.Elapsed < TimeSpan.FromMinutes(10))
        {
            Disturb(random);
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 2000)));
        }

        var call = Pick(waitForReady: true);
        for (var seconds = 0; seconds < 200 && !call.IsCompleted; seconds++)
        {
            Heal();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Heal();
        Assert.True(call.IsCompleted, $"{Channel.State} after {Network.Attempts.Count} attempts and {Resolver.Requests} requests to resolve");
        await call;
        var next = Pick();
        Heal();
        Assert.True((await next).IsUsable);
        foreach (var pick in _picks)
        {
            Assert.True(pick.IsCompleted, "a call waits for ever");
            var end = await Record.ExceptionAsync(() => pick);
            Assert.True(end is null or RpcException or OperationCanceledException, end?.ToString());
        }

        Channel.Shutdown();
        Heal();
        Time.Advance(TimeSpan.FromSeconds(30)); // the timers of the calls' own tokens
        Assert.Equal(0, Time.PendingTimers);
        Assert.All(_connections, connection => Assert.False(connection.IsUsable));
    }

    private void Disturb(Random random)
    {
        switch (random.Next(9))
        {
            case 0:
                _picks.Add(Pick(waitForReady: random.Next(2) == 0, new CancellationTokenSource(TimeSpan.FromSeconds(random.Next(1, 30)), Time).Token));
                break;
            case 1:
                _picks.Add(Pick(waitForReady: random.Next(2) == 0));
                break;
            case 2 when Resolver.IsStarted:
                Resolver.Fail();
                break;
            case 3 when Resolver.IsStarted:
                Resolver.Answer([.. All.Where(_ => random.Next(2) == 0)]);
                break;
            case 4 when _connections.Count > 0:
                _connections[random.Next(_connections.Count)].Lose();
                break;
            case 5 or 6 when _settled < Network.Attempts.Count:
                Network.Attempts[_settled++].Refuse();
                break;
            case 7 when _settled < Network.Attempts.Count:
                _connections.Add(Network.Attempts[_settled++].Accept());
                break;
            case 8 when random.Next(10) == 0:
                Channel.ResetBackoff();
                break;
        }
    }

    private void Heal()
    {
        if (Resolver.IsStarted && _answered != Resolver.Requests)
        {
            _answered = Resolver.Requests;
            Resolver.Answer(FakeNetwork.B);
        }

        while (_settled < Network.Attempts.Count) _connections.Add(Network.Attempts[_settled++].Accept());
    }
}
