using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Writes <c>SourceCodeInfo.Location</c> messages. A path is entered number by number; a location is written for the current one.</summary>
internal sealed class LocationWriter(SourceText source)
{
    private readonly WireWriter _writer = new();
    private readonly List<int> _path = [];
    private readonly int[] _columns = Columns(source.Text);

    public byte[] ToArray() => _writer.ToArray();

    /// <summary>Enters a part of the current path; to be left by <see cref="Leave"/>.</summary>
    public void Enter(int part) => _path.Add(part);

    public void Enter(int field, int index)
    {
        _path.Add(field);
        _path.Add(index);
    }

    public void Leave(int parts = 1) => _path.RemoveRange(_path.Count - parts, parts);

    /// <summary>A location without comments for a part of what the current path leads to.</summary>
    public void WritePart(int field, TextSpan span)
    {
        Enter(field);
        Write(span);
        Leave();
    }

    /// <summary>A location for the current path, with the comments of a node if it is given.</summary>
    public void Write(TextSpan span, SyntaxNode? commented = null) =>
        Write(PositionOf(span.Start), PositionOf(span.End), commented);

    /// <summary>Line and column as protoc counts them.</summary>
    public LinePosition PositionOf(int offset) => new(source.GetPosition(offset).Line, _columns[offset]);

    // The column of each character, so that files with long lines cost no more than others.
    private static int[] Columns(string text)
    {
        var columns = new int[text.Length + 1];
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            columns[i] = column;
            column = text[i] == '\n' ? 0 : SourceText.NextProtocColumn(text[i], column);
        }
        columns[text.Length] = column;
        return columns;
    }

    public void Write(LinePosition from, LinePosition to, SyntaxNode? commented)
    {
        var start = _writer.BeginMessage(1);
        if (_path.Count > 0)
        {
            var path = _writer.BeginMessage(1);
            foreach (var part in _path)
                _writer.Varint((ulong)part);
            _writer.EndMessage(path);
        }
        var span = _writer.BeginMessage(2);
        _writer.Varint((ulong)from.Line);
        _writer.Varint((ulong)from.Column);
        if (to.Line != from.Line)
            _writer.Varint((ulong)to.Line);
        _writer.Varint((ulong)to.Column);
        _writer.EndMessage(span);
        if (commented is not null)
            WriteComments(CommentReader.Read(source.Text, commented));
        _writer.EndMessage(start);
    }

    private void WriteComments(SourceComments comments)
    {
        if (comments.Leading is { } leading)
            _writer.String(3, leading);
        if (comments.Trailing is { } trailing)
            _writer.String(4, trailing);
        foreach (var detached in comments.LeadingDetached)
            _writer.String(6, detached);
    }
}
