using Peregrine.Transports;

namespace Peregrine.Client.Resolving;

/// <summary>Turns a name into addresses, again whenever it is asked to. All members may be called from any thread.</summary>
internal abstract class Resolver : IDisposable
{
    /// <summary>Begins to resolve. <paramref name="report"/> is called for each result, on any thread, possibly before this returns.</summary>
    public abstract void Start(Action<ResolverResult> report);

    /// <summary>Asks for a new result: a connection was lost or failed, so the addresses may have moved. A resolver may answer later, together for several requests, or never.</summary>
    public abstract void RequestResolution();

    /// <summary>No report is made after this.</summary>
    public abstract void Dispose();

    /// <summary>The resolver for a target.</summary>
    public static Resolver For(Target target, TimeProvider time)
    {
        if (target.Dns is not { } name) return new StaticResolver(target.Addresses);
        var asked = new ConnectTarget(target.Name, name);
        var options = new ConnectOptions { Time = time };
        return new DnsResolver(token => ClientConnector.ResolveAsync(asked, options, token), time);
    }
}

/// <summary>What a <see cref="Resolver"/> found: addresses, or why there are none.</summary>
internal sealed record ResolverResult(IReadOnlyList<Address> Addresses, ConnectFailure? Failure = null);
