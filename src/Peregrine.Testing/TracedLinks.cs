namespace Peregrine.Testing;

/// <summary>Writes what happens on the network of a simulation into its trace.</summary>
internal sealed class TracedLinks(SimulationTrace trace, ILinkObserver? next) : ILinkObserver
{
    public void Sent(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes)
    {
        trace.AddBytes(Who(link, direction), "sends", bytes);
        next?.Sent(link, direction, bytes);
    }

    public void Received(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes)
    {
        trace.AddBytes(Who(link, direction ^ NetworkDirection.Both), "receives", bytes);
        next?.Received(link, direction, bytes);
    }

    public void Happened(Link link, string what)
    {
        trace.Add($"link {link.Number}: {what}");
        next?.Happened(link, what);
    }

    private static string Who(Link link, NetworkDirection from) => from == NetworkDirection.ToServer ? link.Client.Name : link.Server.Name;
}
