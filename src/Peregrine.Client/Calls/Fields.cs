using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Client.Calls;

/// <summary>Header fields that are made from text.</summary>
internal static class Fields
{
    /// <summary>The authority of one call; not interned, because calls may name any number of hosts.</summary>
    public static HeaderField Authority(string host) => new(":authority"u8, Encoding.UTF8.GetBytes(host));
}
