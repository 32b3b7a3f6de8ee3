using System.Text;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>
/// Finds the comments of a declaration the way <c>protoc</c> does. A comment behind the end of the previous statement, in its line
/// or right below it, belongs to that one (trailing); comments that a blank line keeps apart are detached; the last one before the
/// declaration is leading.
/// </summary>
internal static class CommentReader
{
    public static SourceComments Read(string text, SyntaxNode node)
    {
        string? leading = null;
        var detached = new List<string>();
        for (var gap = node.CommentsBefore; gap >= 0;)
        {
            var comments = new CommentGap(text, gap, isFileStart: gap == 0);
            detached.AddRange(comments.Detached);
            leading = comments.Leading;
            // Empty statements may stand between; each has a gap of its own.
            gap = comments.End < node.Span.Start && comments.End < text.Length && text[comments.End] == ';' ? comments.End + 1 : -1;
        }
        var trailing = node.CommentsBehind >= 0 ? new CommentGap(text, node.CommentsBehind, isFileStart: false).Trailing : null;
        if (leading is null && trailing is null && detached.Count == 0)
            return SourceComments.None;
        return new SourceComments(NullIfEmpty(leading), NullIfEmpty(trailing), detached);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The comments between two tokens, told apart.</summary>
    private sealed class CommentGap
    {
        private readonly string _text;
        private readonly StringBuilder _buffer = new();
        private readonly bool _isFileStart;
        private int _position;
        private bool _hasComment;
        private bool _isLineComment;
        private bool _canBeTrailing;
        private int _flushed;

        public CommentGap(string text, int start, bool isFileStart)
        {
            _text = text;
            _position = start;
            _isFileStart = isFileStart;
            _canBeTrailing = !isFileStart;
            if (isFileStart && text.Length > 0 && text[0] == '\uFEFF')
                _position = 1;
            Read(start);
            if (_hasComment)
                Leading = _buffer.ToString();
        }

        public List<string> Detached { get; } = [];

        public string? Trailing { get; private set; }

        public string? Leading { get; }

        /// <summary>Where the next token begins.</summary>
        public int End => _position;

        private void Read(int start)
        {
            var trailingEnd = -1;
            if (!_isFileStart)
            {
                SkipBlanks();
                if (At("//") || At("/*"))
                {
                    var commentStart = _position;
                    var isBlock = At("/*");
                    ReadComment();
                    // A line comment ends in its own line, though its newline has been read.
                    trailingEnd = isBlock ? _position : commentStart;
                    if (isBlock)
                        SkipBlanks();
                    Flush();
                }
                else if (!TryConsume('\n'))
                    return;
            }
            while (ReadLine(start, trailingEnd))
            {
            }
        }

        // One comment, or one empty line, or the end of the gap (false).
        private bool ReadLine(int start, int trailingEnd)
        {
            SkipBlanks();
            if (At("//"))
            {
                ReadComment();
                return true;
            }
            if (At("/*"))
            {
                ReadComment();
                SkipBlanks();
                TryConsume('\n');
                return true;
            }
            if (TryConsume('\n'))
            {
                Flush();
                _canBeTrailing = false;
                return true;
            }
            AttachToNext(start, trailingEnd);
            return false;
        }

        private void AttachToNext(int start, int trailingEnd)
        {
            var isEnd = _position >= _text.Length;
            if (isEnd || _text[_position] is '}' or ']' or ')')
                Flush();
            var sharesLine = (!_isFileStart && SameLine(start, _position)) || (trailingEnd >= 0 && SameLine(trailingEnd, _position));
            if (!isEnd && sharesLine)
                Detach();
        }

        // It is unclear to whom a single comment between two tokens of one line belongs.
        private void Detach()
        {
            if (_flushed + (_hasComment ? 1 : 0) != 1)
                return;
            if (Trailing is not null)
            {
                Detached.Insert(0, Trailing);
                Trailing = null;
            }
            Flush();
        }

        private bool SameLine(int from, int to) => to <= from || _text.IndexOf('\n', from, to - from) < 0;

        private void Flush()
        {
            if (!_hasComment)
                return;
            if (_canBeTrailing)
            {
                Trailing += _buffer.ToString();
                _canBeTrailing = false;
            }
            else
                Detached.Add(_buffer.ToString());
            _buffer.Clear();
            _hasComment = false;
            _flushed++;
        }

        private void ReadComment()
        {
            var isLine = _text[_position + 1] == '/';
            // Line comments below each other are one comment.
            if (_hasComment && !(isLine && _isLineComment))
                Flush();
            _hasComment = true;
            _isLineComment = isLine;
            _position += 2;
            if (isLine)
                ReadLineComment();
            else
                ReadBlockComment();
        }

        private void ReadLineComment()
        {
            var end = _text.IndexOf('\n', _position);
            end = end < 0 ? _text.Length : end + 1;
            _buffer.Append(_text, _position, end - _position);
            _position = end;
        }

        // Blanks and one asterisk at the beginning of a line are decoration.
        private void ReadBlockComment()
        {
            while (_position < _text.Length)
            {
                if (At("*/"))
                {
                    _position += 2;
                    return;
                }
                var c = _text[_position++];
                _buffer.Append(c);
                if (c != '\n')
                    continue;
                SkipBlanks();
                if (!TryConsume('*'))
                    continue;
                if (TryConsume('/'))
                    return;
            }
        }

        private void SkipBlanks()
        {
            while (_position < _text.Length && _text[_position] != '\n' && Chars.IsWhitespace(_text[_position]))
                _position++;
        }

        private bool TryConsume(char c)
        {
            if (_position >= _text.Length || _text[_position] != c)
                return false;
            _position++;
            return true;
        }

        private bool At(string mark) => string.CompareOrdinal(_text, _position, mark, 0, 2) == 0;
    }
}
