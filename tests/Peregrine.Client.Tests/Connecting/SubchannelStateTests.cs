using Peregrine.Client.Connecting;

namespace Peregrine.Client.Tests.Connecting;

public class SubchannelStateTests
{
    private static readonly (string Name, Func<SubchannelState, (bool, SubchannelState)> Apply)[] Events =
    [
        ("Connect", state => (state.Connect(), state)),
        ("Connected", state => (state.Connected(), state)),
        ("Failed", state => (state.Failed(), state)),
        ("BackoffElapsed", state => (state.BackoffElapsed(), state)),
        ("Lost", state => (state.Lost(), state)),
        ("Shutdown", state => (state.Shutdown(), state)),
    ];

    [Theory]
    [InlineData(ConnectivityState.Idle, "Connect:Connecting Shutdown:Shutdown")]
    [InlineData(ConnectivityState.Connecting, "Connected:Ready Failed:TransientFailure Shutdown:Shutdown")]
    [InlineData(ConnectivityState.Ready, "Lost:Idle Shutdown:Shutdown")]
    [InlineData(ConnectivityState.TransientFailure, "BackoffElapsed:Idle Shutdown:Shutdown")]
    [InlineData(ConnectivityState.Shutdown, "")]
    public void Each_state_takes_these_events_and_no_others(ConnectivityState from, string expected)
    {
        List<string> taken = [];
        foreach (var (name, apply) in Events)
        {
            var (accepted, after) = apply(In(from));
            if (accepted) taken.Add($"{name}:{after.Current}");
            else Assert.Equal(from, after.Current);
        }

        Assert.Equal(expected, string.Join(' ', taken));
    }

    private static SubchannelState In(ConnectivityState wanted)
    {
        var state = new SubchannelState();
        if (wanted == ConnectivityState.Shutdown) state.Shutdown();
        if (wanted is ConnectivityState.Connecting or ConnectivityState.Ready or ConnectivityState.TransientFailure) state.Connect();
        if (wanted == ConnectivityState.Ready) state.Connected();
        if (wanted == ConnectivityState.TransientFailure) state.Failed();
        Assert.Equal(wanted, state.Current);
        return state;
    }
}
