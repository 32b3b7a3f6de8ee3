namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Serializes a file as <c>google.protobuf.FileDescriptorProto</c>, fields ordered by number.</summary>
internal sealed class FileDescriptorWriter
{
    private readonly WireWriter _writer = new();
    private readonly bool _includeJsonNames;
    private readonly bool _isEditions;

    private FileDescriptorWriter(FileDescriptor file, bool includeJsonNames)
    {
        _includeJsonNames = includeJsonNames;
        _isEditions = file.Edition >= Edition.Edition2023;
    }

    /// <param name="file">A file without errors.</param>
    /// <param name="includeJsonNames">Whether all fields carry their JSON name, not just those with one written.</param>
    /// <param name="sourceInfo">A serialized <c>SourceCodeInfo</c>, or null.</param>
    public static byte[] Write(FileDescriptor file, bool includeJsonNames, byte[]? sourceInfo = null)
    {
        var self = new FileDescriptorWriter(file, includeJsonNames);
        self.WriteFile(file, sourceInfo);
        return self._writer.ToArray();
    }

    private void WriteFile(FileDescriptor file, byte[]? sourceInfo)
    {
        _writer.String(1, file.Name);
        if (file.Package.Length > 0)
            _writer.String(2, file.Package);
        var imports = file.Imports.Where(import => import.Kind != ImportKind.Option).ToList();
        foreach (var import in imports)
            _writer.String(3, import.Path);
        WriteMessages(4, file.Messages);
        WriteEnums(5, file.Enums);
        foreach (var service in file.Services)
            WriteService(service);
        WriteFields(7, file.Extensions);
        WriteOptions(8, file.RawOptions);
        if (sourceInfo is not null)
            _writer.Bytes(9, sourceInfo);
        WriteImportIndexes(10, imports, ImportKind.Public);
        WriteImportIndexes(11, imports, ImportKind.Weak);
        if (file.Edition != Edition.Proto2)
            _writer.String(12, _isEditions ? "editions" : "proto3");
        if (_isEditions)
            _writer.Integer(14, (int)file.Edition);
        foreach (var import in file.Imports)
        {
            if (import.Kind == ImportKind.Option)
                _writer.String(15, import.Path);
        }
    }

    private void WriteImportIndexes(int number, List<FileImport> imports, ImportKind kind)
    {
        for (var i = 0; i < imports.Count; i++)
        {
            if (imports[i].Kind == kind)
                _writer.Integer(number, i);
        }
    }

    private void WriteMessages(int number, IReadOnlyList<MessageDescriptor> messages)
    {
        foreach (var message in messages)
        {
            var start = _writer.BeginMessage(number);
            WriteMessage(message);
            _writer.EndMessage(start);
        }
    }

    private void WriteMessage(MessageDescriptor message)
    {
        _writer.String(1, message.Name);
        WriteFields(2, message.Fields);
        WriteMessages(3, message.NestedMessages);
        WriteEnums(4, message.NestedEnums);
        foreach (var range in message.ExtensionRanges)
        {
            var start = _writer.BeginMessage(5);
            _writer.Integer(1, range.Start);
            _writer.Integer(2, range.End);
            WriteOptions(3, range.RawOptions);
            _writer.EndMessage(start);
        }
        WriteFields(6, message.NestedExtensions);
        if (message.IsMapEntry)
            _writer.Bytes(7, [7 << 3, 1]); // map_entry = true
        else
            WriteOptions(7, message.RawOptions);
        foreach (var oneof in message.Oneofs)
        {
            var start = _writer.BeginMessage(8);
            _writer.String(1, oneof.Name);
            WriteOptions(2, oneof.RawOptions);
            _writer.EndMessage(start);
        }
        WriteReserved(9, 10, message.Reserved);
        if (message.Visibility != SymbolVisibility.Unset)
            _writer.Integer(11, (int)message.Visibility);
    }

    private void WriteReserved(int rangeNumber, int nameNumber, ReservedSet reserved)
    {
        foreach (var range in reserved.Ranges)
        {
            var start = _writer.BeginMessage(rangeNumber);
            _writer.Integer(1, range.Start);
            _writer.Integer(2, range.End);
            _writer.EndMessage(start);
        }
        foreach (var name in reserved.Names)
            _writer.String(nameNumber, name);
    }

    private void WriteFields(int number, IReadOnlyList<FieldDescriptor> fields)
    {
        foreach (var field in fields)
        {
            var start = _writer.BeginMessage(number);
            WriteField(field);
            _writer.EndMessage(start);
        }
    }

    private void WriteField(FieldDescriptor field)
    {
        _writer.String(1, field.Name);
        if (field.IsExtension)
            _writer.String(2, "." + field.ContainingType?.FullName);
        _writer.Integer(3, field.Number);
        // Editions have neither "required" nor groups; features say it.
        _writer.Integer(4, (int)(_isEditions && field.IsRequired ? FieldLabel.Optional : field.Label));
        _writer.Integer(5, (int)(_isEditions && field.Type == FieldType.Group ? FieldType.Message : field.Type));
        if ((field.MessageType?.FullName ?? field.EnumType?.FullName) is { } typeName)
            _writer.String(6, "." + typeName);
        if (field.DefaultValue is not null)
            _writer.Bytes(7, DefaultValueText.BytesOf(field));
        WriteOptions(8, field.RawOptions);
        if (field.ContainingOneof is { } oneof)
            _writer.Integer(9, oneof.Index);
        if (_includeJsonNames || field.HasExplicitJsonName)
            _writer.String(10, field.JsonName);
        if (field.IsProto3Optional)
            _writer.Bool(17, true);
    }

    private void WriteEnums(int number, IReadOnlyList<EnumDescriptor> enums)
    {
        foreach (var @enum in enums)
        {
            var start = _writer.BeginMessage(number);
            _writer.String(1, @enum.Name);
            foreach (var value in @enum.Values)
                WriteEnumValue(value);
            WriteOptions(3, @enum.RawOptions);
            WriteReserved(4, 5, @enum.Reserved);
            if (@enum.Visibility != SymbolVisibility.Unset)
                _writer.Integer(6, (int)@enum.Visibility);
            _writer.EndMessage(start);
        }
    }

    private void WriteEnumValue(EnumValueDescriptor value)
    {
        var start = _writer.BeginMessage(2);
        _writer.String(1, value.Name);
        _writer.Integer(2, value.Number);
        WriteOptions(3, value.RawOptions);
        _writer.EndMessage(start);
    }

    private void WriteService(ServiceDescriptor service)
    {
        var start = _writer.BeginMessage(6);
        _writer.String(1, service.Name);
        foreach (var method in service.Methods)
            WriteMethod(method);
        WriteOptions(3, service.RawOptions);
        _writer.EndMessage(start);
    }

    private void WriteMethod(MethodDescriptor method)
    {
        var start = _writer.BeginMessage(2);
        _writer.String(1, method.Name);
        _writer.String(2, "." + method.InputType?.FullName);
        _writer.String(3, "." + method.OutputType?.FullName);
        if (!WriteOptions(4, method.RawOptions) && method.Syntax.HasBody)
            _writer.Bytes(4, []); // A body without options counts as empty options.
        if (method.ClientStreaming)
            _writer.Bool(5, true);
        if (method.ServerStreaming)
            _writer.Bool(6, true);
        _writer.EndMessage(start);
    }

    // Options of source retention do not leave the compiler, nor do options messages that become empty without them.
    private bool WriteOptions(int number, OptionMessage options)
    {
        if (options.IsEmpty)
            return false;
        var start = _writer.BeginMessage(number);
        var isEmpty = OptionWriter.WriteWithoutSourceRetention(options, _writer);
        if (isEmpty)
            _writer.Truncate(start, number);
        else
            _writer.EndMessage(start);
        return true;
    }
}
