namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses fields of every kind: scalars, messages, groups, maps, members of oneofs, extensions.</summary>
internal sealed class FieldParser(ParseContext context, OptionParser options, Func<MessageSyntax, bool> parseGroupBody)
{
    private enum Place
    {
        Message,
        Oneof,
        Extend,
    }

    /// <summary>What is read before the name.</summary>
    private sealed class Head
    {
        public required Place Place { get; init; }

        public TokenText? Extendee { get; init; }

        public TextSpan Begin { get; init; }

        public int CommentsBefore { get; init; }

        public FieldLabel? Label { get; set; }

        public TextSpan LabelSpan { get; set; }

        public TypeSyntax? MapKey { get; set; }

        public TypeSyntax Type { get; set; } = new(FieldType.None, "", default);
    }

    private readonly TokenReader _tokens = context.Tokens;

    /// <summary>A field of a message, or of an extend block.</summary>
    public bool ParseField(Action<FieldSyntax> add, TokenText? extendee)
    {
        var head = NewHead(extendee is null ? Place.Message : Place.Extend, extendee);
        ParseLabel(head);
        return ParseAfterLabel(head, add);
    }

    /// <summary>A member of a oneof.</summary>
    public bool ParseOneofField(Action<FieldSyntax> add)
    {
        var head = NewHead(Place.Oneof, extendee: null);
        head.Label = FieldLabel.Optional;
        return ParseAfterLabel(head, add);
    }

    private Head NewHead(Place place, TokenText? extendee) => new()
    {
        Place = place,
        Extendee = extendee,
        Begin = new TextSpan(_tokens.Current.Start, 0),
        CommentsBefore = _tokens.CommentsBefore,
    };

    private void ParseLabel(Head head)
    {
        head.Label = _tokens.LookingAt("optional") ? FieldLabel.Optional
            : _tokens.LookingAt("repeated") ? FieldLabel.Repeated
            : _tokens.LookingAt("required") ? FieldLabel.Required
            : null;
        if (head.Label is null)
            return;
        if (context.IsEditions && head.Label != FieldLabel.Repeated)
        {
            _tokens.Fail(DiagnosticRules.LabelNotAllowed, $"Editions have no label \"{_tokens.CurrentText}\".",
                head.Label == FieldLabel.Required ? "Use [features.field_presence = LEGACY_REQUIRED]." : "Remove it: singular fields have presence unless features.field_presence says otherwise.");
        }
        head.LabelSpan = _tokens.Current.Span;
        _tokens.Advance();
    }

    private bool ParseAfterLabel(Head head, Action<FieldSyntax> add)
    {
        if (!ParseType(head))
            return false;
        if (_tokens.Current.Kind != TokenKind.Identifier)
            return _tokens.Fail("Expected the name of a field", MistakeHints.ForFieldName(_tokens, _tokens.TextOf(_tokens.Previous)));
        var name = new TokenText(_tokens.CurrentText, _tokens.Current.Span);
        _tokens.Advance();
        var field = new FieldSyntax
        {
            Label = head.Label ?? FieldLabel.Optional,
            LabelSpan = head.LabelSpan,
            IsProto3Optional = head.Label == FieldLabel.Optional && head.Place != Place.Oneof && context.Edition == Edition.Proto3,
            Type = head.Type,
            Name = head.Type.Scalar == FieldType.Group ? name with { Text = name.Text.ToLowerInvariant() } : name,
            Extendee = head.Extendee,
            Span = head.Begin,
            CommentsBefore = head.CommentsBefore,
        };
        var isWhole = ParseNumberAndOptions(field, name);
        if (field.NumberSpan.Length > 0)
            add(field);
        if (isWhole)
            isWhole = head.Type.Scalar == FieldType.Group ? ParseGroup(head, field, name) : _tokens.ConsumeEnd(';', field);
        if (head.MapKey is { } key)
            field.Nested = MapEntrySyntax.Create(field, key, head.Type);
        context.End(field);
        return isWhole;
    }

    private bool ParseType(Head head)
    {
        var start = _tokens.Current;
        if (_tokens.LookingAt("map"))
        {
            _tokens.Advance();
            if (_tokens.LookingAt('<'))
                return ParseMapType(head);
            if (!CheckLabel(head))
                return false;
            head.Type = new TypeSyntax(FieldType.None, "map", start.Span);
            return true;
        }
        if (!CheckLabel(head) || !TypeNameParser.Parse(_tokens, out var type))
            return false;
        if (type.Scalar == FieldType.Group && context.IsEditions)
        {
            _tokens.Diagnostics.Report(DiagnosticRules.GroupNotAllowed, type.Span, "Editions have no groups.",
                "Use a message field with [features.message_encoding = DELIMITED].");
        }
        head.Type = type;
        return true;
    }

    // Only proto2 asks for a label, except in oneofs.
    private bool CheckLabel(Head head)
    {
        if (head.Label is not null || context.Edition != Edition.Proto2)
            return true;
        if (_tokens.Current.Kind != TokenKind.Identifier && !_tokens.LookingAt('.'))
            return _tokens.Fail("Expected a field or another statement");
        _tokens.Fail(DiagnosticRules.MissingLabel, "Expected \"required\", \"optional\" or \"repeated\": fields of proto2 have a label.",
            "Begin the file with 'syntax = \"proto3\";' if you mean proto3.");
        return true;
    }

    private bool ParseMapType(Head head)
    {
        if (head.Place == Place.Oneof)
            return _tokens.Fail(DiagnosticRules.MapNotAllowed, "A map may not stand in a oneof.", "Put it into a message of its own.");
        if (head.Label is not null)
            return _tokens.Fail(DiagnosticRules.MapNotAllowed, "A map has no label.", $"Remove \"{head.Label.ToString().ToLowerInvariant()}\".");
        if (head.Place == Place.Extend)
            return _tokens.Fail(DiagnosticRules.MapNotAllowed, "A map may not be an extension.");
        var start = _tokens.Previous.Start;
        head.Label = FieldLabel.Repeated;
        if (!_tokens.Consume('<') || !TypeNameParser.Parse(_tokens, out var key) || !_tokens.Consume(',')
            || !TypeNameParser.Parse(_tokens, out var value) || !_tokens.Consume('>'))
            return false;
        head.MapKey = NoGroup(key);
        head.Type = NoGroup(value) with { Span = TextSpan.FromBounds(start, _tokens.Previous.End) };
        return true;
    }

    private TypeSyntax NoGroup(TypeSyntax type)
    {
        if (type.Scalar != FieldType.Group)
            return type;
        _tokens.Diagnostics.Report(DiagnosticRules.GroupNotAllowed, type.Span, "A map holds no groups.", "Write a message, and name it here.");
        return type with { Scalar = FieldType.Int32 };
    }

    private bool ParseNumberAndOptions(FieldSyntax field, TokenText name)
    {
        if (!_tokens.TryConsume('='))
            return _tokens.Fail($"The field \"{name.Text}\" has no number: expected \"=\"", MistakeHints.ForFieldNumber(_tokens, field.Type.Name));
        var span = _tokens.Current.Span;
        if (!_tokens.ConsumeInt32(out var number, "the number of the field"))
            return false;
        field.Number = number;
        field.NumberSpan = span;
        if (!options.TryParseList(out var list))
            return false;
        field.Options = list;
        return true;
    }

    private bool ParseGroup(Head head, FieldSyntax field, TokenText name)
    {
        var group = new MessageSyntax
        {
            Kind = MessageKind.Group,
            Name = name,
            Span = head.Begin,
            CommentsBefore = head.CommentsBefore,
        };
        field.Nested = group;
        if (name.Text[0] is < 'A' or > 'Z')
            _tokens.Diagnostics.Report(DiagnosticRules.GroupName, name.Span, $"The name of the group \"{name.Text}\" must begin with a capital letter.");
        return _tokens.LookingAt('{') ? parseGroupBody(group) : _tokens.Fail("The group has no body: expected \"{\"");
    }
}
