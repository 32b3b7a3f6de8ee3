namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>
/// Parses one file. Broken statements are reported and skipped; what is left is still a tree.
/// A pure function; runs in time linear in the length of the text.
/// </summary>
internal sealed class ProtoParser
{
    private const int MaxPackageDepth = 100;

    private readonly ParseContext _context;
    private readonly TokenReader _tokens;
    private readonly FileSyntax _file;
    private readonly OptionParser _options;
    private readonly EnumParser _enums;
    private readonly MessageParser _messages;
    private readonly ServiceParser _services;
    private bool _hasPackage;

    private ProtoParser(SourceText source, DiagnosticBag diagnostics)
    {
        _tokens = new TokenReader(source, diagnostics);
        _context = new ParseContext(_tokens);
        _file = new FileSyntax(source);
        _options = new OptionParser(_context);
        _enums = new EnumParser(_context, _options);
        _messages = new MessageParser(_context, _options, _enums);
        _services = new ServiceParser(_context, _options);
    }

    public static FileSyntax Parse(SourceText source)
    {
        var diagnostics = new DiagnosticBag(source);
        var file = new ProtoParser(source, diagnostics).ParseFile();
        file.Diagnostics.AddRange(diagnostics.Items);
        return file;
    }

    private FileSyntax ParseFile()
    {
        _file.Span = new TextSpan(_tokens.Current.Start, 0);
        var isKnown = true;
        if (_tokens.LookingAt("syntax") || _tokens.LookingAt("edition"))
            isKnown = ParseSyntaxStatement();
        else if (_tokens.Current.Kind != TokenKind.Identifier || NearestName.Find(_tokens.CurrentText, ["syntax", "edition"]) is null)
            ReportMissingSyntax();
        _file.Edition = _context.Edition;
        while (isKnown && !_tokens.AtEnd)
        {
            if (_tokens.LookingAt('}'))
            {
                _tokens.Fail(DiagnosticRules.UnmatchedBrace, "This \"}\" closes nothing.");
                _tokens.TryConsumeEnd('}');
            }
            else if (!ParseStatement())
            {
                _context.SkipStatement();
            }
        }
        _context.End(_file);
        _file.HasNonAsciiText = _tokens.HasNonAsciiText;
        _file.BrokenLiterals = _context.BrokenLiterals;
        return _file;
    }

    private void ReportMissingSyntax()
    {
        _tokens.Diagnostics.Report(DiagnosticRules.MissingSyntax, new TextSpan(_tokens.Current.Start, 0),
            "The file has no syntax statement and is read as proto2.", "Begin it with 'syntax = \"proto3\";' or 'edition = \"2023\";'.");
    }

    private bool ParseSyntaxStatement()
    {
        var isEdition = _tokens.LookingAt("edition");
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        _tokens.Advance();
        if (!_tokens.Consume('=') || !_tokens.ConsumeString(out var value, isEdition ? "\"2023\" or another edition, in quotes" : "\"proto3\" or \"proto2\", in quotes"))
            return false;
        var statement = new SyntaxStatement { Value = value, IsEdition = isEdition, CommentsBefore = commentsBefore, Span = new TextSpan(start, 0) };
        if (!_tokens.ConsumeEnd(';', statement))
            return false;
        _context.End(statement);
        _file.Members.Add(statement);
        _file.SyntaxStatement = statement;
        _context.Edition = EditionOf(value.Text, isEdition);
        if (value.Text == "UNSTABLE" && isEdition)
            _tokens.Diagnostics.Report(DiagnosticRules.UnknownSyntax, value.Span, "The edition \"UNSTABLE\" is for trials inside of protobuf; it may change any day.", "Take \"2024\".");
        if (_context.Edition != Edition.Unknown)
            return true;
        _tokens.Diagnostics.Report(DiagnosticRules.UnknownSyntax, value.Span,
            isEdition ? $"The edition \"{value.Text}\" is unknown." : $"The syntax \"{value.Text}\" is unknown.",
            isEdition ? "Known are \"2023\" and \"2024\"." : "Known are \"proto2\" and \"proto3\"; editions are chosen by 'edition = \"2023\";'.");
        return false;
    }

    private static Edition EditionOf(string value, bool isEdition) => (isEdition, value) switch
    {
        (false, "proto2") => Edition.Proto2,
        (false, "proto3") => Edition.Proto3,
        (true, "2023") => Edition.Edition2023,
        (true, "2024") => Edition.Edition2024,
        (true, "UNSTABLE") => Edition.Edition2024, // Refused, and read all the same for the sake of further errors.
        _ => Edition.Unknown,
    };

    private bool ParseStatement()
    {
        if (_tokens.TryConsumeEnd(';', isEmpty: true))
            return true;
        if (!_messages.ParseVisibility(out var visibility))
            return false;
        if (_tokens.LookingAt("message"))
            return _messages.ParseMessage(_file.Members, visibility);
        if (_tokens.LookingAt("enum"))
            return _enums.ParseEnum(_file.Members, visibility);
        if (_tokens.LookingAt("service"))
            return _services.ParseService(_file.Members);
        if (_tokens.LookingAt("extend"))
            return _messages.ParseExtend(_file.Members);
        if (_tokens.LookingAt("import"))
            return ParseImport();
        if (_tokens.LookingAt("package"))
            return ParsePackage();
        if (_tokens.LookingAt("option"))
            return _options.ParseStatement(_file.Members);
        return _tokens.Fail("Expected a top-level statement such as \"message\"", MistakeHints.ForStatement(_tokens));
    }

    private bool ParsePackage()
    {
        if (_hasPackage)
            _tokens.Fail(DiagnosticRules.DuplicatePackage, "The file has more than one package statement.", "Remove this one.");
        _hasPackage = true;
        var start = _context.Begin(new PackageSyntax { Name = default });
        _tokens.Advance();
        var nameStart = _tokens.Current.Start;
        if (!TypeNameParser.ParseDotted(_tokens, "a package name, without quotes", out var name))
            return false;
        if (name.Count(c => c == '.') > MaxPackageDepth)
            return _tokens.Fail(DiagnosticRules.TooDeep, $"A package has {MaxPackageDepth} parts at most.");
        var package = new PackageSyntax
        {
            Name = new TokenText(name, TextSpan.FromBounds(nameStart, _tokens.Previous.End)),
            Span = start.Span,
            CommentsBefore = start.CommentsBefore,
        };
        if (!_tokens.ConsumeEnd(';', package))
            return false;
        _context.End(package);
        _file.PackageName = name;
        _file.Members.Add(package);
        return true;
    }

    private bool ParseImport()
    {
        var start = _context.Begin(new PackageSyntax { Name = default });
        _tokens.Advance();
        var kindSpan = _tokens.Current.Span;
        var kind = ParseImportKind();
        if (!_tokens.ConsumeString(out var path, "the path of a file, in quotes"))
            return false;
        var import = new ImportSyntax
        {
            Kind = kind,
            KindSpan = kind == ImportKind.Plain ? default : kindSpan,
            Path = path,
            Span = start.Span,
            CommentsBefore = start.CommentsBefore,
        };
        if (!_tokens.ConsumeEnd(';', import))
            return false;
        _context.End(import);
        _file.Members.Add(import);
        _file.Imports.Add(import);
        return true;
    }

    private ImportKind ParseImportKind()
    {
        if (_tokens.LookingAt("option"))
        {
            if (_context.Edition < Edition.Edition2024)
                _tokens.Fail(DiagnosticRules.ImportNotAllowed, "\"import option\" needs edition 2024.", "Use a plain import.");
            _tokens.Advance();
            return ImportKind.Option;
        }
        if (_file.Imports.Exists(import => import.Kind == ImportKind.Option))
            _tokens.Fail(DiagnosticRules.ImportNotAllowed, "Imports must stand before all option imports.", "Move this one up.");
        if (_tokens.TryConsume("public"))
            return ImportKind.Public;
        if (!_tokens.LookingAt("weak"))
            return ImportKind.Plain;
        if (_context.Edition >= Edition.Edition2024)
            _tokens.Fail(DiagnosticRules.ImportNotAllowed, "Edition 2024 has no weak imports.", "Use \"import option\".");
        _tokens.Advance();
        return ImportKind.Weak;
    }
}
