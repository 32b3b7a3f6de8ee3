using System.Net;
using Peregrine.Client.Resolving;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Client.Tests.Resolving;

public sealed class DnsResolverTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<IPEndPoint[]>> _lookups = [];
    private readonly List<ResolverResult> _results = [];
    private readonly DnsResolver _resolver;

    public DnsResolverTests() => _resolver = new(
        _ =>
        {
            var lookup = new TaskCompletionSource<IPEndPoint[]>();
            _lookups.Add(lookup);
            return lookup.Task;
        },
        _time);

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public void The_first_lookup_starts_at_once_and_is_reported()
    {
        _resolver.Start(_results.Add);
        Answer("10.0.0.5:80", "10.0.0.6:80");
        Assert.Equal(["10.0.0.5:80", "10.0.0.6:80"], Assert.Single(_results).Addresses.Select(address => address.ToString()));
    }

    [Fact]
    public void Requests_within_the_interval_are_answered_together_at_its_end()
    {
        _resolver.Start(_results.Add);
        Answer("10.0.0.5:80");
        _resolver.RequestResolution();
        _resolver.RequestResolution();
        _time.Advance(DnsResolver.DefaultMinInterval - TimeSpan.FromTicks(1));
        Assert.Single(_lookups);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, _lookups.Count);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_request_after_the_interval_looks_up_at_once()
    {
        _resolver.Start(_results.Add);
        Answer("10.0.0.5:80");
        _time.Advance(DnsResolver.DefaultMinInterval);
        _resolver.RequestResolution();
        Assert.Equal(2, _lookups.Count);
    }

    [Fact]
    public void Requests_during_a_lookup_do_not_start_another()
    {
        _resolver.Start(_results.Add);
        _time.Advance(TimeSpan.FromMinutes(1));
        _resolver.RequestResolution();
        Assert.Single(_lookups);
    }

    [Fact]
    public void A_failure_is_reported_and_the_next_request_tries_again()
    {
        _resolver.Start(_results.Add);
        var failure = new ConnectFailure { Reason = ConnectFailureReason.NameNotFound, Phase = ConnectPhase.Resolve, Target = "x", Text = "x" };
        _lookups[^1].SetException(new ConnectFailedException(failure));
        Assert.Equal(failure, Assert.Single(_results).Failure);
        _time.Advance(DnsResolver.DefaultMinInterval);
        _resolver.RequestResolution();
        Assert.Equal(2, _lookups.Count);
    }

    [Fact]
    public void Nothing_is_reported_or_looked_up_after_dispose()
    {
        _resolver.Start(_results.Add);
        _resolver.RequestResolution();
        _resolver.Dispose();
        Answer("10.0.0.5:80");
        _resolver.RequestResolution();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_results);
        Assert.Single(_lookups);
    }

    private void Answer(params string[] endPoints) => _lookups[^1].SetResult([.. endPoints.Select(IPEndPoint.Parse)]);
}
