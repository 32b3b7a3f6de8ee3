using Peregrine.Client.Balancing;
using Peregrine.Client.Resolving;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Client.Tests.Balancing;

/// <summary>A channel whose names, network and time are in the hands of the test.</summary>
public abstract class ChannelFixture
{
    private protected ChannelFixture() => Channel = new("http://api:80", Resolver, Network.ConnectAsync, Time, new(new InlineScheduler(), () => 0.5));

    private protected FakeTimeProvider Time { get; } = new();

    private protected FakeNetwork Network { get; } = new();

    private protected FakeResolver Resolver { get; } = new();

    private protected ChannelCore<FakeConnection> Channel { get; }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected Task<FakeConnection> Pick(bool waitForReady = false, CancellationToken token = default) => Channel.PickAsync(waitForReady, token).AsTask();

    /// <summary>One address, connected.</summary>
    private protected FakeConnection BecomeReady()
    {
        Channel.RequestConnection();
        Resolver.Answer(FakeNetwork.A);
        return Network.Last.Accept();
    }

    private protected sealed class FakeResolver : Resolver
    {
        private Action<ResolverResult>? _report;

        public int Requests { get; private set; }

        public bool IsStarted => _report is not null;

        public bool IsDisposed { get; private set; }

        public void Answer(params Address[] addresses) => _report!(new(addresses));

        public void Fail() => _report!(new([], new() { Reason = ConnectFailureReason.NameNotFound, Phase = ConnectPhase.Resolve, Target = "api:80", Text = "Cannot resolve api:80: no such host." }));

        public override void Start(Action<ResolverResult> report) => _report = report;

        public override void RequestResolution() => Requests++;

        public override void Dispose() => IsDisposed = true;
    }
}
