using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>The names of the members that belong to one field.</summary>
/// <param name="Property">The property; reflection finds the others by it.</param>
internal readonly record struct FieldNames(string Property)
{
    public string Number => Property + "FieldNumber";

    public string Has => "Has" + Property;

    public string Clear => "Clear" + Property;

    /// <summary>The private field behind the property.</summary>
    public string Backing => char.ToLowerInvariant(Property[0]) + Property.Substring(1) + "_";

    /// <summary>The private static codec.</summary>
    public string Codec => "_codec_" + Backing;

    /// <summary>The private static default value, where it is not a constant.</summary>
    public string Default => "_default_" + Backing;
}

/// <summary>The names of the members that belong to one oneof.</summary>
/// <param name="Property">The name without suffix; reflection finds the others by it.</param>
internal readonly record struct OneofNames(string Property)
{
    public string Case => Property + "Case";

    public string CaseEnum => Property + "OneofCase";

    public string Clear => "Clear" + Property;

    public string CaseBacking => Lower + "Case_";

    /// <summary>Holds the member that is set, if it is a reference.</summary>
    public string Reference => Lower + "_";

    /// <summary>Holds the bits of the member that is set, if it is a number, a bool or an enum: so it needs no box.</summary>
    public string Bits => Lower + "Bits_";

    private string Lower => char.ToLowerInvariant(Property[0]) + Property.Substring(1);
}

/// <summary>
/// The names of a message's members. Names are those of <c>protoc</c>; where its names would not compile, plain properties go first, then
/// fields with <c>Has</c> and <c>Clear</c>, then oneofs, and whoever comes later moves aside.
/// </summary>
internal sealed class MessageNames
{
    private static readonly string[] ExtensionMembers =
        ["GetExtension", "GetOrInitializeExtension", "SetExtension", "HasExtension", "ClearExtension", "Extensions"];

    private readonly Dictionary<FieldDescriptor, FieldNames> _fields = [];
    private readonly Dictionary<OneofDescriptor, OneofNames> _oneofs = [];

    public MessageNames(MessageDescriptor message)
    {
        var scope = new NameScope([.. TypeNames.MessageMembers, TypeNames.Class(message), .. message.IsExtendable ? ExtensionMembers : []]);
        foreach (var field in message.Fields.Where(field => !HasPresenceMembers(field)))
            _fields[field] = new(scope.Claim(Pascal(field), name => Derived(new FieldNames(name))));
        foreach (var field in message.Fields.Where(HasPresenceMembers))
            _fields[field] = new(scope.Claim(Pascal(field), name => [.. Derived(new FieldNames(name)), "Has" + name, "Clear" + name]));
        foreach (var oneof in message.Oneofs.Where(oneof => !oneof.IsSynthetic))
            _oneofs[oneof] = new(scope.Claim(Identifiers.Pascal(oneof.Name), name => Derived(new OneofNames(name))));
    }

    public FieldNames this[FieldDescriptor field] => _fields[field];

    /// <summary>The name of a oneof; a synthetic one goes by its field.</summary>
    public OneofNames this[OneofDescriptor oneof] => oneof.IsSynthetic ? new(_fields[oneof.Fields[0]].Property) : _oneofs[oneof];

    /// <summary>Whether the field gets <c>HasX</c> and <c>ClearX</c>: all with presence but messages, where null shows it; groups have them, though.</summary>
    public static bool HasPresenceMembers(FieldDescriptor field) => field.HasPresence && field.Type != FieldType.Message;

    /// <summary>The name of a field or extension in Pascal case; a group is named by its type, whose case the field has lost.</summary>
    public static string Pascal(FieldDescriptor field) => Identifiers.Pascal(IsGroupLike(field) ? field.MessageType!.Name : field.Name);

    private static bool IsGroupLike(FieldDescriptor field) =>
        field is { Type: FieldType.Group, MessageType: { } type }
        && type.ContainingType == field.Scope
        && type.File == field.File
        && string.Equals(type.Name.ToLowerInvariant(), field.Name, StringComparison.Ordinal);

    private static string[] Derived(FieldNames names) => [names.Property, names.Number, names.Backing];

    private static string[] Derived(OneofNames names) =>
        [names.Case, names.CaseEnum, names.Clear, names.CaseBacking, names.Reference, names.Bits];
}
