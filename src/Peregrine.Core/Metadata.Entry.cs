using System.Buffers;
using System.Text;

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

        // Received from the wire: checked there, and text may be any Latin-1.
        private Entry(string key, string? text, byte[]? bytes)
        {
            Key = key;
            _text = text;
            _bytes = bytes;
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

        /// <summary>The bytes without a copy; empty for text.</summary>
        internal ReadOnlySpan<byte> Bytes => _bytes;

        /// <summary>Key and value for people; bytes as their number.</summary>
        public override string ToString() => _bytes is null ? $"[Entry: key={Key}, value={_text}]" : $"[Entry: key={Key}, valueBytes={_bytes.Length} bytes]";

        internal static Entry ReceivedText(string key, string text) => new(key, text, null);

        internal static Entry ReceivedBytes(string key, byte[] bytes) => new(key, null, bytes);

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

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
