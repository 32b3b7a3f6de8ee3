namespace Peregrine.Client.Resolving;

/// <summary>Addresses that are known from the start and never change: IP addresses and Unix sockets.</summary>
internal sealed class StaticResolver(IReadOnlyList<Address> addresses) : Resolver
{
    public override void Start(Action<ResolverResult> report) => report(new(addresses));

    public override void RequestResolution()
    {
    }

    public override void Dispose()
    {
    }
}
