using System.Collections;

namespace Peregrine;

/// <summary>
/// Headers or trailers of a call, in order; a key may occur several times. Keys are lower-cased, and those that end in <c>-bin</c> carry bytes.
/// Names that the protocol itself writes (<c>te</c>, <c>content-type</c>, <c>host</c>, <c>user-agent</c>, <c>grpc-timeout</c>, <c>grpc-encoding</c>,
/// <c>grpc-accept-encoding</c>, <c>grpc-status</c>, <c>grpc-message</c> and the connection-specific ones of HTTP/1.1) are left out when metadata is sent,
/// so that received headers can be forwarded as they are. Not safe for concurrent changes.
/// </summary>
public sealed partial class Metadata : IList<Metadata.Entry>, IReadOnlyList<Metadata.Entry>
{
    /// <summary>Keys with this ending carry bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Metadata without entries that cannot be changed.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> _entries = [];
    private readonly bool _isReadOnly;

    /// <summary>Makes metadata without entries.</summary>
    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => _isReadOnly = isReadOnly;

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether changes are refused.</summary>
    public bool IsReadOnly => _isReadOnly;

    /// <inheritdoc/>
    public Entry this[int index]
    {
        get => _entries[index];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ThrowIfReadOnly();
            _entries[index] = value;
        }
    }

    /// <summary>The last entry with this key, or null.</summary>
    public Entry? Get(string key)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].HasKey(key)) return _entries[i];
        }

        return null;
    }

    /// <summary>The text of the last entry with this key, or null.</summary>
    /// <exception cref="InvalidOperationException">The entry carries bytes.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with this key, or null; ASCII when the entry carries text.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries with this key, in order.</summary>
    public IEnumerable<Entry> GetAll(string key)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].HasKey(key)) yield return _entries[i];
        }
    }

    /// <summary>Adds an entry with text.</summary>
    /// <exception cref="ArgumentException">The key or the value cannot be sent.</exception>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds an entry with bytes; the key ends in <c>-bin</c>.</summary>
    /// <exception cref="ArgumentException">The key cannot be sent.</exception>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc/>
    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ThrowIfReadOnly();
        _entries.Add(item);
    }

    /// <inheritdoc/>
    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ThrowIfReadOnly();
        _entries.Insert(index, item);
    }

    /// <inheritdoc/>
    public bool Remove(Entry item)
    {
        ThrowIfReadOnly();
        return _entries.Remove(item);
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        ThrowIfReadOnly();
        _entries.RemoveAt(index);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        ThrowIfReadOnly();
        _entries.Clear();
    }

    /// <inheritdoc/>
    public int IndexOf(Entry item) => _entries.IndexOf(item);

    /// <inheritdoc/>
    public bool Contains(Entry item) => _entries.Contains(item);

    /// <inheritdoc/>
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    private void ThrowIfReadOnly()
    {
        if (_isReadOnly) throw new InvalidOperationException("Metadata.Empty cannot be changed; make a new Metadata.");
    }
}
