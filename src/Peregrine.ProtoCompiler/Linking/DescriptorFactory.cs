using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Makes the descriptors of one file from its syntax. Names of types are not resolved yet.</summary>
internal sealed class DescriptorFactory
{
    /// <summary>The largest field number plus one.</summary>
    public const int FieldNumberEnd = 1 << 29;

    private readonly FileDescriptor _file;

    private DescriptorFactory(FileDescriptor file) => _file = file;

    public static FileDescriptor Create(FileSyntax syntax)
    {
        var file = new FileDescriptor(syntax);
        new DescriptorFactory(file).Fill();
        return file;
    }

    private void Fill()
    {
        var children = new Children();
        var services = new List<ServiceDescriptor>();
        foreach (var member in _file.Syntax.Members)
        {
            if (member is ServiceSyntax service)
                services.Add(CreateService(service));
            else
                AddChild(member, children, containingType: null);
        }
        SetIndexes(services);
        children.SetIndexes();
        _file.Messages = children.Messages;
        _file.Enums = children.Enums;
        _file.Extensions = children.Extensions;
        _file.Services = services;
    }

    private sealed class Children
    {
        public List<MessageDescriptor> Messages { get; } = [];

        public List<EnumDescriptor> Enums { get; } = [];

        public List<FieldDescriptor> Extensions { get; } = [];

        public void SetIndexes()
        {
            DescriptorFactory.SetIndexes(Messages);
            DescriptorFactory.SetIndexes(Enums);
            DescriptorFactory.SetIndexes(Extensions);
        }
    }

    private static void SetIndexes(IReadOnlyList<Descriptor> descriptors)
    {
        for (var i = 0; i < descriptors.Count; i++)
            descriptors[i].Index = i;
    }

    private void AddChild(SyntaxNode member, Children children, MessageDescriptor? containingType)
    {
        var scope = containingType?.FullName ?? _file.Package;
        switch (member)
        {
            case MessageSyntax message:
                children.Messages.Add(CreateMessage(message, scope, containingType));
                break;
            case EnumSyntax @enum:
                children.Enums.Add(CreateEnum(@enum, scope, containingType));
                break;
            case ExtendSyntax extend:
                foreach (var field in extend.Fields)
                    children.Extensions.Add(CreateField(field, children, containingType));
                break;
        }
    }

    private MessageDescriptor CreateMessage(MessageSyntax syntax, string scope, MessageDescriptor? containingType)
    {
        var message = new MessageDescriptor(syntax, Names.Join(scope, syntax.Name.Text), _file, containingType);
        var children = new Children();
        var fields = new List<FieldDescriptor>();
        var oneofs = new List<OneofDescriptor>();
        foreach (var member in syntax.Members)
        {
            if (member is FieldSyntax field)
                fields.Add(CreateField(field, children, message));
            else if (member is OneofSyntax oneof)
                oneofs.Add(CreateOneof(oneof, fields, children, message));
            else
                AddChild(member, children, message);
        }
        if (_file.Edition == Edition.Proto3)
            AddSyntheticOneofs(message, fields, oneofs);
        children.SetIndexes();
        SetIndexes(fields);
        SetIndexes(oneofs);
        message.Fields = fields;
        message.Oneofs = oneofs;
        message.NestedMessages = children.Messages;
        message.NestedEnums = children.Enums;
        message.NestedExtensions = children.Extensions;
        var end = IsMessageSet(syntax) ? int.MaxValue : FieldNumberEnd;
        message.ExtensionRanges = CreateExtensionRanges(syntax, end);
        message.Reserved = CreateReserved(syntax.Members, end);
        return message;
    }

    private FieldDescriptor CreateField(FieldSyntax syntax, Children children, MessageDescriptor? scope)
    {
        var fullName = Names.Join(scope?.FullName ?? _file.Package, syntax.Name.Text);
        var isMap = syntax.Nested is { Kind: MessageKind.MapEntry };
        var field = new FieldDescriptor(syntax, fullName, _file, scope)
        {
            Label = syntax.Label,
            Type = isMap ? FieldType.Message : syntax.Type.Scalar,
            JsonName = Names.ToJsonName(syntax.Name.Text),
        };
        if (syntax.Extendee is null)
            field.ContainingType = scope;
        if (syntax.Nested is { } nested)
        {
            field.MessageType = CreateMessage(nested, scope?.FullName ?? _file.Package, scope);
            children.Messages.Add(field.MessageType);
        }
        return field;
    }

    private OneofDescriptor CreateOneof(OneofSyntax syntax, List<FieldDescriptor> fields, Children children, MessageDescriptor message)
    {
        var oneof = new OneofDescriptor(syntax, syntax.Name.Text, syntax.Name.Span, message);
        var members = new List<FieldDescriptor>();
        foreach (var member in syntax.Members)
        {
            if (member is not FieldSyntax fieldSyntax)
                continue;
            var field = CreateField(fieldSyntax, children, message);
            field.ContainingOneof = oneof;
            members.Add(field);
        }
        fields.AddRange(members);
        oneof.Fields = members;
        return oneof;
    }

    // "optional int32 x" of proto3 is a oneof "_x" with one member, so that older readers see its presence.
    private static void AddSyntheticOneofs(MessageDescriptor message, List<FieldDescriptor> fields, List<OneofDescriptor> oneofs)
    {
        HashSet<string>? names = null;
        foreach (var field in fields)
        {
            if (!field.IsProto3Optional)
                continue;
            names ??= [.. fields.Select(f => f.Name), .. oneofs.Select(o => o.Name)];
            var name = field.Name.StartsWith("_", StringComparison.Ordinal) ? field.Name : "_" + field.Name;
            while (!names.Add(name))
                name = "X" + name;
            var oneof = new OneofDescriptor(null, name, field.NameSpan, message) { Fields = [field] };
            field.ContainingOneof = oneof;
            oneofs.Add(oneof);
        }
    }

    private EnumDescriptor CreateEnum(EnumSyntax syntax, string scope, MessageDescriptor? containingType)
    {
        var result = new EnumDescriptor(syntax, Names.Join(scope, syntax.Name.Text), _file, containingType);
        var values = new List<EnumValueDescriptor>();
        foreach (var member in syntax.Members)
        {
            if (member is EnumValueSyntax value)
                values.Add(new EnumValueDescriptor(value, Names.Join(scope, value.Name.Text), result));
        }
        SetIndexes(values);
        result.Values = values;
        result.Reserved = CreateReserved(syntax.Members, end: 0);
        return result;
    }

    private ServiceDescriptor CreateService(ServiceSyntax syntax)
    {
        var service = new ServiceDescriptor(syntax, Names.Join(_file.Package, syntax.Name.Text), _file);
        var methods = new List<MethodDescriptor>();
        foreach (var member in syntax.Members)
        {
            if (member is MethodSyntax method)
                methods.Add(new MethodDescriptor(method, service));
        }
        SetIndexes(methods);
        service.Methods = methods;
        return service;
    }

    private static List<ExtensionRange> CreateExtensionRanges(MessageSyntax syntax, int end)
    {
        var ranges = new List<ExtensionRange>();
        foreach (var member in syntax.Members)
        {
            if (member is not ExtensionsSyntax statement)
                continue;
            foreach (var range in statement.Ranges)
                ranges.Add(new ExtensionRange(range.Start, EndOf(range, end)) { Statement = statement, Syntax = range });
        }
        return ranges;
    }

    private static ReservedSet CreateReserved(List<SyntaxNode> members, int end)
    {
        List<NumberRange>? ranges = null;
        List<string>? names = null;
        foreach (var member in members)
        {
            if (member is not ReservedSyntax reserved)
                continue;
            foreach (var range in reserved.Ranges)
                (ranges ??= []).Add(new NumberRange(range.Start, end == 0 ? range.End : EndOf(range, end)));
            foreach (var name in reserved.Names)
                (names ??= []).Add(name.Text);
        }
        return ranges is null && names is null ? ReservedSet.None : new ReservedSet(ranges ?? [], names ?? []);
    }

    private static int EndOf(RangeSyntax range, int max) => range.End == ReservedParser.MaxOfMessage ? max : range.End + 1;

    // The numbers of a message set reach further, which must be known before its options are interpreted.
    private static bool IsMessageSet(MessageSyntax syntax)
    {
        foreach (var member in syntax.Members)
        {
            if (member is OptionSyntax { Name.Count: 1, Value.Text: "true" } option && option.Name[0] is { IsExtension: false, Text: "message_set_wire_format" })
                return true;
        }
        return false;
    }
}
