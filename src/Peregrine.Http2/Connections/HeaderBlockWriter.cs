using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Connections;

/// <summary>Collects the fields of one header block that is being sent; made by <see cref="Http2Connection.BeginHeaders"/>, finished by <see cref="Http2Connection.EndHeaders"/>. Pseudo-header fields first.</summary>
public readonly ref struct HeaderBlockWriter
{
    /// <summary>Adds an interned or kept field; an interned one costs one or two bytes after its first use on the connection.</summary>
    public void Add(HeaderField field) => throw new NotImplementedException();

    /// <summary>Adds a field by its bytes. <paramref name="name"/> is lower case.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HeaderIndexing indexing) => throw new NotImplementedException();
}

/// <summary>How the encoder may use its dynamic table for a field (RFC 7541 section 6.2).</summary>
public enum HeaderIndexing
{
    /// <summary>The value repeats on this connection: look it up, and remember it.</summary>
    Remember,

    /// <summary>The value changes each time (a timeout, a trace id): a literal that enters no table.</summary>
    Once,

    /// <summary>Secret: a literal that no intermediary may index either.</summary>
    Never,
}
