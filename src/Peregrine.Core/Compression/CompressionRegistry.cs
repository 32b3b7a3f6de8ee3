using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Compression;

/// <summary>The encodings that one end understands. Immutable.</summary>
internal sealed class CompressionRegistry
{
    /// <summary>No compression; every end understands it.</summary>
    public const string Identity = "identity";

    /// <summary>gzip and deflate.</summary>
    public static readonly CompressionRegistry Default = new([]);

    private readonly FrozenDictionary<string, ICompressionProvider> _providers;
    private readonly ConcurrentDictionary<string, HeaderField> _fields = new(StringComparer.Ordinal);
    private HeaderField? _acceptEncodingField;

    /// <summary>The built-in encodings and those given, which win over built-in ones of the same name.</summary>
    public CompressionRegistry(IEnumerable<ICompressionProvider> additional)
    {
        var providers = new Dictionary<string, ICompressionProvider>(StringComparer.Ordinal);
        var names = new StringBuilder(Identity);
        Add(new GzipCompressionProvider());
        Add(new DeflateCompressionProvider());
        foreach (var provider in additional) Add(provider);
        _providers = providers.ToFrozenDictionary(StringComparer.Ordinal);
        AcceptEncoding = names.ToString();

        void Add(ICompressionProvider provider)
        {
            if (!providers.ContainsKey(provider.EncodingName)) names.Append(',').Append(provider.EncodingName);
            providers[provider.EncodingName] = provider;
        }
    }

    /// <summary>What <c>grpc-accept-encoding</c> says, as <c>identity,gzip,deflate</c>.</summary>
    public string AcceptEncoding { get; }

    /// <summary>The field that says it, interned on first use.</summary>
    public HeaderField AcceptEncodingField => _acceptEncodingField ??= HeaderField.Intern("grpc-accept-encoding"u8, Encoding.ASCII.GetBytes(AcceptEncoding));

    /// <summary>Whether an encoding means that nothing is compressed.</summary>
    public static bool IsIdentity(string encoding) => string.Equals(encoding, Identity, StringComparison.Ordinal);

    /// <summary>The provider of an encoding; null for <c>identity</c> and for unknown ones (<see cref="Knows"/> tells them apart).</summary>
    public ICompressionProvider? Find(string encoding) => _providers.GetValueOrDefault(encoding);

    /// <summary>The <c>grpc-encoding</c> field of a provider, interned on first use.</summary>
    public HeaderField EncodingField(ICompressionProvider provider) => _fields.GetOrAdd(provider.EncodingName, static name => HeaderField.Intern("grpc-encoding"u8, Encoding.ASCII.GetBytes(name)));

    /// <summary>Whether this end understands the encoding.</summary>
    public bool Knows(string encoding) => IsIdentity(encoding) || _providers.ContainsKey(encoding);
}
