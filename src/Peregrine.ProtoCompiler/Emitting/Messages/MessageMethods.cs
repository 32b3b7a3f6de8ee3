using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Messages;

/// <summary>Writes the methods that go over all fields: comparing, writing, measuring, merging, reading.</summary>
internal sealed class MessageMethods
{
    private const string Pb = "global::Google.Protobuf.";

    private readonly CodeWriter _writer;
    private readonly MessageDescriptor _message;
    private readonly string _class;
    private readonly FieldEmitters _fields;
    private readonly bool _isRoot;

    private MessageMethods(CodeWriter writer, MessageDescriptor message, string className, FieldEmitters fields, bool isRoot)
    {
        _writer = writer;
        _message = message;
        _class = className;
        _fields = fields;
        _isRoot = isRoot;
    }

    public static void Emit(CodeWriter writer, MessageDescriptor message, string className, FieldEmitters fields, bool isRoot)
    {
        var methods = new MessageMethods(writer, message, className, fields, isRoot);
        methods.Equality();
        methods.Hash();
        methods.Write();
        methods.Size();
        methods.Merge();
        methods.Parse();
    }

    private void Equality()
    {
        _writer.Line("/// <inheritdoc/>")
            .Line($"public override bool Equals(object? other) => Equals(other as {_class});")
            .Line("/// <inheritdoc/>")
            .Open($"public bool Equals({_class}? other)")
            .Line("if (other is null) return false;")
            .Line("if (object.ReferenceEquals(other, this)) return true;");
        foreach (var field in _fields.Singles)
            field.Equality(_writer);
        foreach (var oneof in _fields.Oneofs)
            oneof.Equality(_writer);
        if (_message.IsExtendable)
            _writer.Line("if (!object.Equals(_extensions, other._extensions)) return false;");
        _writer.Line("return object.Equals(_unknownFields, other._unknownFields);").Close();
    }

    private void Hash()
    {
        _writer.Line("/// <inheritdoc/>").Open("public override int GetHashCode()").Line("var hash = 1;");
        foreach (var field in _fields.Singles)
            field.Hash(_writer);
        foreach (var oneof in _fields.Oneofs)
            oneof.Hash(_writer);
        if (_message.IsExtendable)
            _writer.Line("if (_extensions != null) hash ^= _extensions.GetHashCode();");
        _writer.Line("if (_unknownFields != null) hash ^= _unknownFields.GetHashCode();")
            .Line("return hash;")
            .Close()
            .Line("/// <summary>The message as JSON, for people to read.</summary>")
            .Line($"public override string ToString() => {Pb}JsonFormatter.ToDiagnosticString(this);");
    }

    private void Write()
    {
        _writer.Line("/// <inheritdoc/>")
            .Line($"public void WriteTo({Pb}CodedOutputStream output) => output.WriteRawMessage(this);");
        var method = $"void {Pb}IBufferMessage.InternalWriteTo(ref {Pb}WriteContext output)";
        if (_isRoot)
            WriteAsRoot(method);
        else if (MessageSizes.HasParts(_message))
            _writer.Line($"{method} => {MessageType.WriteMethod}(ref output, false);");
        _writer.Open(MessageSizes.HasParts(_message) ? $"internal void {MessageType.WriteMethod}(ref {Pb}WriteContext output, bool measured)" : method);
        foreach (var field in _fields.ByNumber)
            field.Write(_writer);
        if (_message.IsExtendable)
            _writer.Line("_extensions?.WriteTo(ref output);");
        _writer.Line("_unknownFields?.WriteTo(ref output);").Close();
    }

    private void WriteAsRoot(string method) => _writer
        .Line($"[global::System.ThreadStatic] internal static {_class}? {RootMessages.Measured}; // what a stub is about to write, just after CalculateSize")
        .Open(method)
        .Line($"var measured = object.ReferenceEquals({RootMessages.Measured}, this);")
        .Line($"if (measured) {RootMessages.Measured} = null;")
        .Line($"{MessageType.WriteMethod}(ref output, measured);")
        .Close();

    private void Size()
    {
        _writer.Line("/// <inheritdoc/>").Open("public int CalculateSize()").Line("var size = 0;");
        foreach (var field in _fields.ByNumber)
            field.Size(_writer);
        if (_message.IsExtendable)
            _writer.Line("if (_extensions != null) size += _extensions.CalculateSize();");
        _writer.Line("if (_unknownFields != null) size += _unknownFields.CalculateSize();")
            .Line(MessageSizes.AreKept(_message) ? $"return {MessageType.SizeField} = size;" : "return size;")
            .Close();
        if (_fields.All.Any(static field => field.MeasuresVarint))
            _writer.Line(VarintSize.Member);
    }

    private void Merge()
    {
        _writer.Line("/// <inheritdoc/>")
            .Open($"public void MergeFrom({_class}? other)")
            .Line("if (other is null) return;");
        foreach (var field in _fields.Singles)
            field.Merge(_writer);
        foreach (var oneof in _fields.Oneofs)
            oneof.Merge(_writer);
        if (_message.IsExtendable)
            _writer.Line($"{Pb}ExtensionSet.MergeFrom(ref _extensions, other._extensions);");
        _writer.Line($"_unknownFields = {Pb}UnknownFieldSet.MergeFrom(_unknownFields, other._unknownFields);").Close();
    }

    private void Parse()
    {
        _writer.Line("/// <inheritdoc/>")
            .Line($"public void MergeFrom({Pb}CodedInputStream input) => input.ReadRawMessage(this);")
            .Open($"void {Pb}IBufferMessage.InternalMergeFrom(ref {Pb}ParseContext input)")
            .Line("var tag = input.ReadTag();")
            .Open("while (tag != 0)")
            .Open("switch (tag)");
        foreach (var field in _fields.ByNumber)
            Case(field);
        _writer.Line("default:").Indent().Line("if ((tag & 7) == 4) return; // the end of a group, which the caller checks");
        if (_message.IsExtendable)
            _writer.Line($"if (!{Pb}ExtensionSet.TryMergeFieldFrom(ref _extensions, ref input)) _unknownFields = {Pb}UnknownFieldSet.MergeFieldFrom(_unknownFields, ref input);");
        else
            _writer.Line($"_unknownFields = {Pb}UnknownFieldSet.MergeFieldFrom(_unknownFields, ref input);");
        _writer.Line("break;").Outdent().Close().Line("tag = input.ReadTag();").Close().Close();
    }

    private void Case(FieldEmitter field)
    {
        foreach (var tag in field.Tags)
            _writer.Line($"case {tag}:");
        _writer.Open("");
        field.Parse(_writer);
        _writer.Line(field.ReadsNextTag ? "continue;" : "break;").Close();
    }
}
