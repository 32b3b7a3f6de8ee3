using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Connections;

/// <summary>
/// Collects the fields of one header block that is being sent; made by <see cref="Http2Connection.BeginHeaders"/>, finished by <see cref="Http2Connection.EndHeaders"/>.
/// Pseudo-header fields first. For a stream that may no longer send, it takes the fields and drops them.
/// </summary>
public readonly ref struct HeaderBlockWriter
{
    private readonly HpackEncoder? _encoder;

    internal HeaderBlockWriter(HpackEncoder? encoder) => _encoder = encoder;

    /// <summary>Adds an interned or kept field; an interned one costs one or two bytes after its first use on the connection.</summary>
    public void Add(HeaderField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        _encoder?.Add(field);
    }

    /// <summary>Adds a field by its bytes. <paramref name="name"/> is lower case. Names of secrets (<c>authorization</c>, <c>cookie</c>) are never indexed, whatever <paramref name="indexing"/> says.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HeaderIndexing indexing)
    {
        if (_encoder is null) return;
        switch (indexing)
        {
            case HeaderIndexing.Remember:
                _encoder.AddRemembered(name, value);
                break;
            case HeaderIndexing.Once:
                _encoder.AddOnce(name, value);
                break;
            case HeaderIndexing.Never:
                _encoder.AddNever(name, value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(indexing), indexing, null);
        }
    }
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
