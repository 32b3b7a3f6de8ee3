using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Server.Calls;

namespace Peregrine.Server.Listening;

/// <summary>
/// What a server counts, for <c>System.Diagnostics.Metrics</c>; docs/metrics.md lists the instruments. All of them are observed: nothing is computed, and no listener's code
/// runs, until somebody collects. Calls that go well touch none of it. May be used by any thread.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Peregrine.Server";

    private const string ErrorType = "error.type";

    private readonly Meter _meter = new(MeterName);
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Violation, long> _resetStreams = new();
    private long _endedInOrder;
    private long _abusePoints;
    private long _backlogPauses;

    /// <summary>Makes the instruments of things that have ended.</summary>
    public ServerMetrics()
    {
        _meter.CreateObservableCounter("peregrine.server.refused_connections", () => Each(_refused), "{connection}", "Connections that were not served.");
        _meter.CreateObservableCounter("peregrine.server.ended_connections", EndedConnections, "{connection}", "Connections that ended; with error.type, those that did not end in order.");
        _meter.CreateObservableCounter("peregrine.server.reset_streams", ResetStreams, "{stream}", "Streams that were reset or refused because the client broke a rule or a limit.");
        _meter.CreateObservableCounter("peregrine.server.abuse_points", () => Interlocked.Read(ref _abusePoints), "{point}", "Points charged to the abuse budgets of connections.");
        _meter.CreateObservableCounter("peregrine.server.backlog_pauses", () => Interlocked.Read(ref _backlogPauses), "{pause}", "How often a connection started no more handlers, because its client did not take the answers.");
    }

    /// <summary>Makes the instruments of what is there now.</summary>
    public void Watch(ConnectionSet connections, HandshakeSet handshakes, RefusedMessages messages)
    {
        _meter.CreateObservableCounter("peregrine.server.refused_messages", () => messages.Counts().Select(static count => Of(count.Key.ToString(), count.Value)), "{message}", "Requests that were refused because of their messages.");
        _meter.CreateObservableUpDownCounter("peregrine.server.active_connections", () => connections.Count, "{connection}", "Connections that are served.");
        _meter.CreateObservableUpDownCounter("peregrine.server.active_handshakes", () => handshakes.Count, "{handshake}", "TLS handshakes under way.");
        _meter.CreateObservableUpDownCounter("peregrine.server.active_calls", () => connections.ToArray().Sum(static c => c.ActiveCalls), "{call}", "Calls that hold a slot: those that run, and those whose handler has not returned.");
        _meter.CreateObservableUpDownCounter("peregrine.server.paused_connections", () => connections.ToArray().Count(static c => c.IsPaused), "{connection}", "Connections that start no handlers now, because their clients do not take the answers.");
    }

    /// <summary>A connection was not served.</summary>
    public void Refused(string reason) => Count(_refused, reason);

    /// <summary>A connection ended.</summary>
    public void Ended(ConnectionEnd end, bool isPingFlood)
    {
        if (end.Error is { } error) Count(_ended, error.Violation.ToString());
        else if (isPingFlood) Count(_ended, "TooManyPings");
        else if (end.Cause is ConnectionEndCause.PeerStalled or ConnectionEndCause.TransportFailed or ConnectionEndCause.KeepAliveTimeout) Count(_ended, end.Cause.ToString());
        else Interlocked.Increment(ref _endedInOrder);
    }

    /// <summary>A stream was reset because of what the peer did.</summary>
    public void StreamReset(Violation violation) => Count(_resetStreams, violation);

    /// <summary>A connection was charged, or paused, since it was last asked.</summary>
    public void Add(long abusePoints, long backlogPauses)
    {
        if (abusePoints != 0) Interlocked.Add(ref _abusePoints, abusePoints);
        if (backlogPauses != 0) Interlocked.Add(ref _backlogPauses, backlogPauses);
    }

    public void Dispose() => _meter.Dispose();

    private static void Count<TKey>(ConcurrentDictionary<TKey, long> counts, TKey key)
        where TKey : notnull => counts.AddOrUpdate(key, 1, static (_, count) => count + 1);

    private static IEnumerable<Measurement<long>> Each(ConcurrentDictionary<string, long> counts) => counts.Select(static count => Of(count.Key, count.Value));

    private static Measurement<long> Of(string type, long count) => new(count, new KeyValuePair<string, object?>(ErrorType, type));

    private IEnumerable<Measurement<long>> EndedConnections() => Each(_ended).Prepend(new Measurement<long>(Interlocked.Read(ref _endedInOrder)));

    private IEnumerable<Measurement<long>> ResetStreams() => _resetStreams.Select(static count => Of(count.Key.ToString(), count.Value));
}
