using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Writes <c>google.protobuf.SourceCodeInfo</c>: a location for each part of the file, in the order in which a parser meets them.</summary>
internal sealed class SourceInfoWriter
{
    private readonly FileDescriptor _file;
    private readonly LocationWriter _locations;
    private readonly OptionLocations _options;
    private readonly FieldLocations _fields;

    private SourceInfoWriter(FileDescriptor file)
    {
        _file = file;
        _locations = new LocationWriter(file.Source);
        _options = new OptionLocations(file.OptionPaths, _locations);
        _fields = new FieldLocations(_locations, _options, WriteBody);
    }

    public static byte[] Write(FileDescriptor file)
    {
        var self = new SourceInfoWriter(file);
        self.WriteFile();
        return self._locations.ToArray();
    }

    private void WriteFile()
    {
        var syntax = _file.Syntax;
        var from = _locations.PositionOf(syntax.Span.Start);
        _locations.Write(from, syntax.Span.Length == 0 ? default : _locations.PositionOf(syntax.Span.End), commented: null);
        var next = new Counters();
        foreach (var member in syntax.Members)
            WriteFileMember(member, next);
    }

    /// <summary>The index of the next child of each kind.</summary>
    internal sealed class Counters
    {
        private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

        public int Take(string kind)
        {
            _next.TryGetValue(kind, out var index);
            _next[kind] = index + 1;
            return index;
        }
    }

    private void WriteFileMember(SyntaxNode member, Counters next)
    {
        switch (member)
        {
            case SyntaxStatement:
                WriteWhole(12, member);
                break;
            case PackageSyntax:
                WriteWhole(2, member);
                break;
            case ImportSyntax import:
                WriteImport(import, next);
                break;
            case OptionSyntax option:
                _options.WriteStatement(8, option, _file, _file.RawOptions);
                break;
            case ServiceSyntax service:
                WriteService(service, _file.Services[next.Take("service")]);
                break;
            case ExtendSyntax extend:
                WriteExtend(extend, 7, 4, _file.Extensions, next);
                break;
            case MessageSyntax message:
                WriteMessage(message, 4, _file.Messages[next.Take("message")]);
                break;
            case EnumSyntax @enum:
                WriteEnum(@enum, 5, _file.Enums[next.Take("enum")]);
                break;
        }
    }

    private void WriteWhole(int field, SyntaxNode node)
    {
        _locations.Enter(field);
        _locations.Write(node.Span, node);
        _locations.Leave();
    }

    private void WriteImport(ImportSyntax import, Counters next)
    {
        if (import.Kind == ImportKind.Option)
            _locations.Enter(15, next.Take("option import"));
        else
            _locations.Enter(3, next.Take("import"));
        _locations.Write(import.Span, import);
        _locations.Leave(2);
        if (import.Kind is ImportKind.Plain or ImportKind.Option)
            return;
        var field = import.Kind == ImportKind.Public ? 10 : 11;
        _locations.Enter(field, next.Take(import.Kind == ImportKind.Public ? "public" : "weak"));
        _locations.Write(import.KindSpan);
        _locations.Leave(2);
    }

    private void WriteMessage(MessageSyntax syntax, int field, MessageDescriptor message)
    {
        _locations.Enter(field, message.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        WriteBody(message);
        _locations.Leave(2);
    }

    private void WriteBody(MessageDescriptor message)
    {
        var next = new Counters();
        foreach (var member in message.Syntax.Members)
            WriteMember(member, message, next);
    }

    private void WriteMember(SyntaxNode member, MessageDescriptor message, Counters next)
    {
        switch (member)
        {
            case FieldSyntax field:
                _fields.Write(field, message.Fields[next.Take("field")], fieldNumber: 2, nestedNumber: 3);
                if (field.Nested is not null)
                    next.Take("message");
                break;
            case OneofSyntax oneof:
                WriteOneof(oneof, message, next);
                break;
            case MessageSyntax nested:
                WriteMessage(nested, 3, message.NestedMessages[next.Take("message")]);
                break;
            case EnumSyntax @enum:
                WriteEnum(@enum, 4, message.NestedEnums[next.Take("enum")]);
                break;
            case ExtendSyntax extend:
                WriteExtend(extend, 6, 3, message.NestedExtensions, next);
                break;
            case ExtensionsSyntax extensions:
                WriteExtensions(extensions, message, next);
                break;
            case ReservedSyntax reserved:
                WriteReserved(reserved, 9, 10, next);
                break;
            case OptionSyntax option:
                _options.WriteStatement(7, option, message, message.RawOptions);
                break;
        }
    }

    private void WriteOneof(OneofSyntax syntax, MessageDescriptor message, Counters next)
    {
        var oneof = message.Oneofs[next.Take("oneof")];
        _locations.Enter(8, oneof.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        _locations.Leave(2);
        foreach (var member in syntax.Members)
        {
            if (member is OptionSyntax option)
            {
                _locations.Enter(8, oneof.Index);
                _options.WriteStatement(2, option, oneof, oneof.RawOptions);
                _locations.Leave(2);
            }
            else
                WriteMember(member, message, next);
        }
    }

    private void WriteExtend(ExtendSyntax syntax, int fieldNumber, int nestedNumber, IReadOnlyList<FieldDescriptor> extensions, Counters next)
    {
        WriteWhole(fieldNumber, syntax);
        foreach (var field in syntax.Fields)
        {
            _fields.Write(field, extensions[next.Take("extension")], fieldNumber, nestedNumber);
            if (field.Nested is not null)
                next.Take("message");
        }
    }

    private void WriteExtensions(ExtensionsSyntax syntax, MessageDescriptor message, Counters next)
    {
        WriteWhole(5, syntax);
        var first = -1;
        foreach (var range in syntax.Ranges)
        {
            var index = next.Take("extension range");
            first = first < 0 ? index : first;
            WriteRange(5, index, range);
        }
        if (syntax.Options is not { } list)
            return;
        for (var i = first; i < first + syntax.Ranges.Count; i++)
        {
            _locations.Enter(5, i);
            _options.WriteList(3, list, message.ExtensionRanges[i], message.ExtensionRanges[i].RawOptions);
            _locations.Leave(2);
        }
    }

    private void WriteRange(int field, int index, RangeSyntax range)
    {
        _locations.Enter(field, index);
        _locations.Write(range.Span);
        _locations.WritePart(1, range.StartSpan);
        _locations.WritePart(2, range.EndSpan);
        _locations.Leave(2);
    }

    private void WriteReserved(ReservedSyntax syntax, int rangeNumber, int nameNumber, Counters next)
    {
        WriteWhole(syntax.Ranges.Count > 0 ? rangeNumber : nameNumber, syntax);
        foreach (var range in syntax.Ranges)
            WriteRange(rangeNumber, next.Take("reserved range"), range);
        foreach (var name in syntax.Names)
        {
            _locations.Enter(nameNumber, next.Take("reserved name"));
            _locations.Write(name.Span);
            _locations.Leave(2);
        }
    }

    private void WriteEnum(EnumSyntax syntax, int field, EnumDescriptor @enum)
    {
        _locations.Enter(field, @enum.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        var next = new Counters();
        foreach (var member in syntax.Members)
        {
            if (member is EnumValueSyntax value)
                WriteEnumValue(value, @enum.Values[next.Take("value")]);
            else if (member is OptionSyntax option)
                _options.WriteStatement(3, option, @enum, @enum.RawOptions);
            else if (member is ReservedSyntax reserved)
                WriteReserved(reserved, 4, 5, next);
        }
        _locations.Leave(2);
    }

    private void WriteEnumValue(EnumValueSyntax syntax, EnumValueDescriptor value)
    {
        _locations.Enter(2, value.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        _locations.WritePart(2, syntax.NumberSpan);
        if (syntax.Options is { } list)
            _options.WriteList(3, list, value, value.RawOptions);
        _locations.Leave(2);
    }

    private void WriteService(ServiceSyntax syntax, ServiceDescriptor service)
    {
        _locations.Enter(6, service.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        var next = new Counters();
        foreach (var member in syntax.Members)
        {
            if (member is MethodSyntax method)
                WriteMethod(method, service.Methods[next.Take("method")]);
            else if (member is OptionSyntax option)
                _options.WriteStatement(3, option, service, service.RawOptions);
        }
        _locations.Leave(2);
    }

    private void WriteMethod(MethodSyntax syntax, MethodDescriptor method)
    {
        _locations.Enter(2, method.Index);
        _locations.Write(syntax.Span, syntax);
        _locations.WritePart(1, syntax.Name.Span);
        if (syntax.Input.IsStream)
            _locations.WritePart(5, syntax.Input.StreamSpan);
        _locations.WritePart(2, syntax.Input.Name.Span);
        if (syntax.Output.IsStream)
            _locations.WritePart(6, syntax.Output.StreamSpan);
        _locations.WritePart(3, syntax.Output.Name.Span);
        foreach (var option in syntax.Options)
            _options.WriteStatement(4, option, method, method.RawOptions);
        _locations.Leave(2);
    }
}
