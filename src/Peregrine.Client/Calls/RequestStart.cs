using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Peregrine.Client.Calls;

/// <summary>What the head of a request says beyond what the channel says for all.</summary>
/// <param name="Path">The method's path.</param>
/// <param name="Authority">The authority, when the call has one of its own.</param>
/// <param name="Headers">The caller's metadata, checked.</param>
/// <param name="Encoding">The encoding of the request's messages, or null.</param>
/// <param name="HasBody">Whether the one message goes out with the head.</param>
internal readonly record struct RequestStart(HeaderField Path, HeaderField? Authority, Metadata? Headers, HeaderField? Encoding, bool HasBody)
{
    public void WriteHead(HeaderBlockWriter writer, ClientCall call)
    {
        RequestHead.Write(writer, call.Settings.Fields, Path, Authority, call.TimeLeft, Encoding, Headers);
    }
}
