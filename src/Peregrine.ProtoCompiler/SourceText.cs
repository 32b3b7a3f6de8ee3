namespace Peregrine.ProtoCompiler;

/// <summary>An immutable text with a name, and the table of its lines. All members may run concurrently.</summary>
public sealed class SourceText
{
    private readonly Lazy<int[]> _lineStarts;

    /// <summary>Keeps a text under a name.</summary>
    /// <param name="name">The import path, with forward slashes, such as <c>google/protobuf/any.proto</c>.</param>
    /// <param name="text">The whole text.</param>
    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
        _lineStarts = new Lazy<int[]>(() => FindLineStarts(text));
    }

    /// <summary>The import path.</summary>
    public string Name { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Where an offset lies. Only LF ends a line, as in <c>protoc</c>. Offsets outside the text are moved to its ends.</summary>
    public LinePosition GetPosition(int offset)
    {
        offset = Math.Max(0, Math.Min(offset, Text.Length));
        var line = LineOf(offset);
        return new LinePosition(line, offset - _lineStarts.Value[line]);
    }

    /// <summary>
    /// Where an offset lies as <c>protoc</c> counts it: the column in UTF-8 bytes, a tab leading to the next multiple of eight.
    /// </summary>
    public LinePosition GetProtocPosition(int offset)
    {
        offset = Math.Max(0, Math.Min(offset, Text.Length));
        var line = LineOf(offset);
        var column = 0;
        for (var i = _lineStarts.Value[line]; i < offset; i++)
            column = NextProtocColumn(Text[i], column);
        return new LinePosition(line, column);
    }

    internal static int NextProtocColumn(char c, int column) => c == '\t' ? column + 8 - column % 8 : column + Utf8Length(c);

    private int LineOf(int offset)
    {
        var found = Array.BinarySearch(_lineStarts.Value, offset);
        return found >= 0 ? found : ~found - 1;
    }

    // Each half of a surrogate pair counts two of the pair's four bytes.
    private static int Utf8Length(char c) => c < 0x80 ? 1 : c < 0x800 || char.IsSurrogate(c) ? 2 : 3;

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int>(text.Length / 24 + 4) { 0 };
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
            starts.Add(i + 1);
        return [.. starts];
    }
}
