using Peregrine.Testing;

namespace Simulations;

/// <summary>
/// A naive reading of RFC 9113 for every connection of a run, made from the bytes alone: what each end may send follows from what it sent and what it has received.
/// </summary>
internal sealed class WireModel(RunPlan plan, Action<string>? log) : ILinkObserver
{
    private readonly Dictionary<Link, Ends> _links = [];

    public void Sent(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes) => Of(link).Sender(direction).Sent(bytes);

    public void Received(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes) => Of(link).Receiver(direction).Received(bytes);

    public void Happened(Link link, string what)
    {
        if (what.StartsWith("cut", StringComparison.Ordinal) || what.Contains("abort", StringComparison.Ordinal) || what.Contains("close", StringComparison.Ordinal)) Of(link).IsEnding = true;
    }

    /// <summary>Whether an end of a live connection has not yet sent the end of a stream: on a slow network it may wait behind much else.</summary>
    public bool HasOpenStreams => _links.Any(static link => link.Key.IsOpen && !link.Value.IsEnding && (link.Value.Client.HasOpenStreams || link.Value.Server.HasOpenStreams));

    /// <summary>Nothing is under way and no call runs: on every live connection all credit but less than half a window is back.</summary>
    public void CheckQuiet()
    {
        foreach (var (link, ends) in _links)
        {
            if (!link.IsOpen || ends.IsEnding) continue;

            ends.Client.CheckQuiet(ends.Server);
            ends.Server.CheckQuiet(ends.Client);
        }
    }

    private Ends Of(Link link)
    {
        if (!_links.TryGetValue(link, out var ends)) _links.Add(link, ends = new(link.Number, plan, log));
        return ends;
    }

    private sealed class Ends(int number, RunPlan plan, Action<string>? log)
    {
        public WireEnd Client { get; } = new($"client:{number}", isClient: true, plan.Client.MaxWindow, log);

        public WireEnd Server { get; } = new($"server:{number}", isClient: false, plan.Server.MaxWindow, log);

        public bool IsEnding { get; set; }

        public WireEnd Sender(NetworkDirection direction) => direction == NetworkDirection.ToServer ? Client : Server;

        public WireEnd Receiver(NetworkDirection direction) => direction == NetworkDirection.ToServer ? Server : Client;
    }
}
