using System.Text;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>Appends indented lines of C#. The text uses <c>\n</c> on every platform, so that equal input gives equal output.</summary>
internal sealed class CodeWriter
{
    private const int IndentWidth = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes one line at the current depth; an empty line carries no blanks.</summary>
    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _indent * IndentWidth).Append(line);
        }
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes a preprocessor line, which starts at the first column.</summary>
    public CodeWriter Directive(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace; <see cref="Close"/> ends the block.</summary>
    public CodeWriter Open(string header)
    {
        Line(header).Line("{");
        _indent++;
        return this;
    }

    /// <summary>Ends the innermost block; <paramref name="after"/> follows the brace on its line.</summary>
    public CodeWriter Close(string after = "")
    {
        _indent--;
        return Line("}" + after);
    }

    /// <summary>Deepens without a brace: continuation lines of an expression, the body of a <c>case</c>.</summary>
    public CodeWriter Indent()
    {
        _indent++;
        return this;
    }

    public CodeWriter Outdent()
    {
        _indent--;
        return this;
    }

    public override string ToString() => _text.ToString();
}
