using Peregrine.Http2.Streams;

namespace Fuzz.Ends;

/// <summary>What the owner of an engine keeps about a stream.</summary>
internal sealed class OwnedStream(Http2Stream stream)
{
    /// <summary>The engine's object; not to be touched after <see cref="IsReleased"/>.</summary>
    public Http2Stream Stream { get; } = stream;

    public uint Id { get; } = stream.Id.Value;

    public bool HeadSent { get; set; }

    public bool EndSent { get; set; }

    public bool IsReset { get; set; }

    public bool IsReleased { get; set; }

    /// <summary>SendData took less than it was given, and OnWritable is due.</summary>
    public bool Waits { get; set; }

    public bool HeadersSeen { get; set; }

    public bool EndSeen { get; set; }

    public int Unread { get; set; }

    public long Sent { get; set; }

    public long Received { get; set; }

    public bool MaySend => HeadSent && !EndSent && !IsReset && !IsReleased;
}
