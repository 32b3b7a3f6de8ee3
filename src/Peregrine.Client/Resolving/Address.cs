using System.Net;

namespace Peregrine.Client.Resolving;

/// <summary>One place where a server may be reached.</summary>
/// <param name="EndPoint">An IP endpoint or a Unix socket.</param>
internal sealed record Address(EndPoint EndPoint)
{
    /// <summary>The only address of a channel whose connections a callback makes.</summary>
    public static Address OfCallback { get; } = new(new DnsEndPoint("connect-callback", 0));

    public override string ToString() => EndPoint.ToString() ?? "";
}
