using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>
/// Makes the tree of a file from its serialized <c>FileDescriptorProto</c>, as if it had been parsed; it is then linked as any other. The
/// counterpart of <see cref="FileDescriptorWriter"/>. Never throws for what it reads.
/// </summary>
internal sealed class FileDescriptorReader
{
    private readonly FileSyntax _file;
    private readonly MessageReader _messages;
    private readonly SerializedComments _comments;

    private FileDescriptorReader(FileSyntax file)
    {
        _file = file;
        _comments = new SerializedComments(file.Serialized?.SourceInfo);
        _messages = new MessageReader(_comments);
    }

    /// <param name="name">The import path; what the descriptor says does not count.</param>
    /// <param name="bytes">The descriptor.</param>
    public static FileSyntax Read(string name, byte[] bytes)
    {
        var parts = FileParts.Read(bytes);
        var file = new FileSyntax(new SourceText(name, ""))
        {
            PackageName = parts.Package,
            Edition = parts.Edition,
            Serialized = new SerializedPart { Options = parts.Options, SourceInfo = parts.SourceInfo },
        };
        var self = new FileDescriptorReader(file);
        var isRead = !parts.IsBroken && self.ReadMembers(new WireReader(bytes)) && !self._messages.IsBroken;
        if (!isRead)
            file.Diagnostics.Add(new Diagnostic(DiagnosticRules.BrokenDescriptor, file.Source, default, $"The descriptor of \"{name}\" is not a google.protobuf.FileDescriptorProto."));
        else if (!Enum.IsDefined(typeof(Edition), parts.Edition) || parts.Edition == Edition.Unknown)
            file.Diagnostics.Add(new Diagnostic(DiagnosticRules.UnknownSyntax, file.Source, default, $"The edition of \"{name}\" ({parts.Edition:d}) is not known.", "Known are proto2, proto3, 2023 and 2024."));
        foreach (var import in parts.Imports)
            file.Imports.Add(import);
        return file;
    }

    private bool ReadMembers(WireReader reader)
    {
        var next = new int[8];
        if (_file.PackageName.Length > 0)
            _file.Members.Add(new PackageSyntax { Name = new TokenText(_file.PackageName, default) });
        while (reader.Next())
        {
            if (reader.Number is < 4 or > 7)
                continue;
            var path = SerializedComments.Path("", reader.Number, next[reader.Number]++);
            _file.Members.Add(reader.Number switch
            {
                4 => _messages.ReadMessage(reader.Message, path, depth: 0),
                5 => _messages.ReadEnum(reader.Message, path),
                6 => ReadService(reader.Message, path),
                _ => _messages.ReadExtension(reader.Message, path),
            });
        }
        return !reader.IsBroken;
    }

    private ServiceSyntax ReadService(WireReader reader, string path)
    {
        var name = "";
        byte[] options = [];
        var methods = new List<MethodSyntax>();
        while (reader.Next())
        {
            if (reader.Number == 1)
                name = reader.Text;
            else if (reader.Number == 2)
                methods.Add(ReadMethod(reader.Message, SerializedComments.Path(path, 2, methods.Count)));
            else if (reader.Number == 3)
                options = reader.Bytes;
        }
        _messages.Ends(reader);
        var service = new ServiceSyntax { Name = new TokenText(name, default), Serialized = Part(options, path) };
        service.Members.AddRange(methods);
        return service;
    }

    private MethodSyntax ReadMethod(WireReader reader, string path)
    {
        string name = "", input = "", output = "";
        byte[]? options = null;
        bool clientStreams = false, serverStreams = false;
        while (reader.Next())
        {
            switch (reader.Number)
            {
                case 1:
                    name = reader.Text;
                    break;
                case 2:
                    input = reader.Text;
                    break;
                case 3:
                    output = reader.Text;
                    break;
                case 4:
                    options = reader.Bytes;
                    break;
                case 5:
                    clientStreams = reader.Bits != 0;
                    break;
                case 6:
                    serverStreams = reader.Bits != 0;
                    break;
            }
        }
        _messages.Ends(reader);
        return new MethodSyntax
        {
            Name = new TokenText(name, default),
            Input = Type(input, clientStreams),
            Output = Type(output, serverStreams),
            HasBody = options is not null,
            Serialized = Part(options ?? [], path),
        };
    }

    // A span that is not empty says that "stream" is written.
    private static MethodTypeSyntax Type(string name, bool isStream) => new(new TokenText(MessageReader.TypeName(name), default), new TextSpan(0, isStream ? 1 : 0));

    private SerializedPart Part(byte[] options, string path) => new() { Options = options, Comments = _comments.Of(path) };

    /// <summary>The fields of a file that hold no declarations.</summary>
    private sealed class FileParts
    {
        private readonly List<string> _paths = [];
        private readonly Dictionary<int, ImportKind> _kinds = [];
        private readonly List<string> _optionPaths = [];
        private string _syntax = "";
        private int _edition;

        public string Package { get; private set; } = "";

        public byte[] Options { get; private set; } = [];

        public byte[]? SourceInfo { get; private set; }

        public bool IsBroken { get; private set; }

        public Edition Edition => _syntax switch
        {
            "" or "proto2" => Edition.Proto2,
            "proto3" => Edition.Proto3,
            _ => (Edition)_edition,
        };

        public IEnumerable<ImportSyntax> Imports => _paths
            .Select((path, i) => Import(path, _kinds.TryGetValue(i, out var kind) ? kind : ImportKind.Plain))
            .Concat(_optionPaths.Select(path => Import(path, ImportKind.Option)));

        public static FileParts Read(byte[] bytes)
        {
            var parts = new FileParts();
            var reader = new WireReader(bytes);
            while (reader.Next())
                parts.ReadField(reader);
            parts.IsBroken = reader.IsBroken;
            return parts;
        }

        private static ImportSyntax Import(string path, ImportKind kind) =>
            new() { Kind = kind, KindSpan = default, Path = new TokenText(path, default) };

        private void ReadField(WireReader reader)
        {
            switch (reader.Number)
            {
                case 2:
                    Package = reader.Text;
                    break;
                case 3:
                    _paths.Add(reader.Text);
                    break;
                case 8:
                    Options = reader.Bytes;
                    break;
                case 9:
                    SourceInfo = reader.Bytes;
                    break;
                case 10 or 11:
                    AddKind(reader, reader.Number == 10 ? ImportKind.Public : ImportKind.Weak);
                    break;
                case 12:
                    _syntax = reader.Text;
                    break;
                case 14:
                    _edition = reader.Int32;
                    break;
                case 15:
                    _optionPaths.Add(reader.Text);
                    break;
            }
        }

        private void AddKind(WireReader reader, ImportKind kind)
        {
            if (reader.Type == WireType.Varint)
                _kinds[reader.Int32] = kind;
            for (var indexes = reader.Message; indexes.NextElement(WireType.Varint);)
                _kinds[indexes.Int32] = kind;
        }
    }
}
