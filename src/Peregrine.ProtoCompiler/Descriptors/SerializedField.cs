using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>A serialized <c>FieldDescriptorProto</c> while it is read.</summary>
internal sealed class SerializedField(SourceComments comments)
{
    private string _name = "";
    private int _number;
    private FieldLabel _label = FieldLabel.Optional;
    private FieldType _type;
    private string? _typeName;
    private string? _defaultValue;
    private string? _jsonName;
    private byte[] _options = [];

    public string Extendee { get; private set; } = "";

    /// <summary>The index of its oneof, or -1.</summary>
    public int OneofIndex { get; private set; } = -1;

    public bool IsProto3Optional { get; private set; }

    public void Read(WireReader reader)
    {
        switch (reader.Number)
        {
            case 1:
                _name = reader.Text;
                break;
            case 2:
                Extendee = reader.Text;
                break;
            case 3:
                _number = reader.Int32;
                break;
            case 4:
                _label = (FieldLabel)reader.Int32;
                break;
            case 5:
                _type = (FieldType)reader.Int32;
                break;
            case 6:
                _typeName = reader.Text;
                break;
            case 7:
                _defaultValue = reader.Text;
                break;
            case 8:
                _options = reader.Bytes;
                break;
            case 9:
                OneofIndex = reader.Int32;
                break;
            case 10:
                _jsonName = reader.Text;
                break;
            case 17:
                IsProto3Optional = reader.Bits != 0;
                break;
        }
    }

    public FieldSyntax ToSyntax(TokenText? extendee) => new()
    {
        Label = _label,
        IsProto3Optional = IsProto3Optional,
        Type = new TypeSyntax(Scalar, MessageReader.TypeName(_typeName ?? ""), default),
        Name = new TokenText(_name, default),
        Number = _number,
        Extendee = extendee,
        Serialized = new SerializedPart { Options = _options, DefaultValue = _defaultValue, JsonName = _jsonName, Comments = comments },
    };

    // The descriptor may leave it to the name what kind of type it is.
    private FieldType Scalar => _typeName is null || _type == FieldType.Group ? _type : FieldType.None;
}
