namespace Peregrine.ProtoCompiler;

/// <summary>Collects what is found in one file, up to a bound. Not for concurrent use.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>So that a file of rubbish costs little; nobody reads further.</summary>
    public const int Limit = 200;

    private readonly List<Diagnostic> _items = [];

    public DiagnosticBag(SourceText source) => Source = source;

    /// <summary>Begins with what another bag holds.</summary>
    public DiagnosticBag(DiagnosticBag other)
        : this(other.Source)
    {
        _items.AddRange(other._items);
        HasErrors = other.HasErrors;
    }

    public SourceText Source { get; }

    public IReadOnlyList<Diagnostic> Items => _items;

    public bool HasErrors { get; private set; }

    /// <summary>Whether further findings are dropped, so that costly hints need not be made.</summary>
    public bool IsFull => _items.Count >= Limit;

    /// <summary>Whether the last finding is an error that begins in that piece of the text.</summary>
    public bool EndsWithErrorIn(TextSpan span) =>
        _items.Count > 0 && _items[_items.Count - 1] is { IsError: true } last && last.Span.Start >= span.Start && last.Span.Start < Math.Max(span.End, span.Start + 1);

    /// <summary>Adds a finding, unless the bag is full or the same place already has one of the same rule.</summary>
    public void Report(DiagnosticRule rule, TextSpan span, string message, string? hint = null)
    {
        HasErrors |= rule.Severity == DiagnosticSeverity.Error;
        if (IsFull)
            return;
        (message, hint) = (OneLine(message), hint is null ? null : OneLine(hint));
        var end = Math.Min(span.End, Source.Text.Length); // What is missing may lie behind the end.
        span = TextSpan.FromBounds(Math.Min(span.Start, end), end);
        if (_items.Count > 0 && _items[_items.Count - 1] is { } last && last.Rule == rule && last.Span == span && last.Message == message)
            return;
        _items.Add(new Diagnostic(rule, Source, span, message, hint));
    }

    // Names that come out of strings may have anything in them.
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) : text;

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            HasErrors |= diagnostic.IsError;
            _items.Add(diagnostic);
        }
    }
}
