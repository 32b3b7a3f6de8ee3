using System.Buffers;
using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine;

public sealed partial class Metadata
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>One key with its value, text or bytes. Immutable.</summary>
    public sealed class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>Makes an entry with bytes.</summary>
        /// <exception cref="ArgumentException">The key has characters other than a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, or does not end in <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = NormalizeKey(key);
            if (!IsBinary) throw new ArgumentException($"Metadata key '{key}' has a value of bytes, so it must end in '{BinaryHeaderSuffix}'.", nameof(key));
            _bytes = valueBytes.AsSpan().ToArray();
        }

        /// <summary>Makes an entry with text.</summary>
        /// <exception cref="ArgumentException">The key has characters other than a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, or ends in <c>-bin</c>; or the value is not printable ASCII.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = NormalizeKey(key);
            if (IsBinary) throw new ArgumentException($"Metadata key '{key}' ends in '{BinaryHeaderSuffix}', so its value must be bytes (byte[]).", nameof(key));
            var bad = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
            if (bad >= 0)
            {
                throw new ArgumentException(
                    $"The value of metadata key '{key}' has the character U+{(int)value[bad]:X4} at index {bad}; only printable ASCII travels as text. Use a key that ends in '{BinaryHeaderSuffix}' and bytes for anything else.", nameof(value));
            }

            _text = value;
        }

        // Checked already, where it was made or received; received text may be any Latin-1.
        private Entry(string key, string? text, byte[]? bytes, bool isSecret)
        {
            Key = key;
            _text = text;
            _bytes = bytes;
            IsMarkedSecret = isSecret;
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry carries bytes.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"Metadata key '{Key}' carries bytes; read ValueBytes.");

        /// <summary>A copy of the bytes; of the text as ASCII when the entry carries text.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.Latin1.GetBytes(_text!) : _bytes.AsSpan().ToArray(); // one of the two is set

        /// <summary>Whether the entry carries bytes, which the key's ending decides.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>
        /// Whether the value is kept out of the HPACK tables of every hop (RFC 7541 section 7.1.3) and out of <see cref="ToString"/>. True for entries made by <see cref="AsSecret"/>, for what call
        /// credentials add, for what the sender marked so, and for keys that are known to carry credentials (<c>authorization</c>, <c>cookie</c>, <c>x-api-key</c> and their like).
        /// </summary>
        public bool IsSecret => IsMarkedSecret || HasSecretKey();

        /// <summary>Whether it is a secret for another reason than its key.</summary>
        internal bool IsMarkedSecret { get; }

        /// <summary>The bytes without a copy; empty for text.</summary>
        internal ReadOnlySpan<byte> Bytes => _bytes;

        /// <summary>The same entry as a secret.</summary>
        public Entry AsSecret() => IsSecret ? this : new(Key, _text, _bytes, isSecret: true);

        /// <summary>Key and value for people; bytes as their number, a secret not at all.</summary>
        public override string ToString()
        {
            if (_bytes is not null) return $"[Entry: key={Key}, valueBytes={_bytes.Length} bytes]";
            return IsSecret ? $"[Entry: key={Key}, value=(secret)]" : $"[Entry: key={Key}, value={_text}]";
        }

        internal static Entry ReceivedText(string key, string text, bool isSecret) => new(key, text, null, isSecret);

        internal static Entry ReceivedBytes(string key, byte[] bytes, bool isSecret) => new(key, null, bytes, isSecret);

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private bool HasSecretKey()
        {
            const int Longest = 20;
            if (Key.Length > Longest) return false;
            Span<byte> name = stackalloc byte[Longest];
            return FieldSecrecy.IsSecret(name[..Encoding.Latin1.GetBytes(Key, name)]);
        }

        private static string NormalizeKey(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var lower = key.AsSpan().ContainsAny(UpperCase) ? key.ToLowerInvariant() : key;
            var bad = lower.AsSpan().IndexOfAnyExcept(KeyCharacters);
            if (lower.Length == 0) throw new ArgumentException("A metadata key must not be empty.", nameof(key));
            if (bad >= 0) throw new ArgumentException($"Metadata key '{key}' has the character U+{(int)key[bad]:X4} at index {bad}; a key is made of a-z, 0-9, '_', '-' and '.'.", nameof(key));
            return lower;
        }
    }
}
