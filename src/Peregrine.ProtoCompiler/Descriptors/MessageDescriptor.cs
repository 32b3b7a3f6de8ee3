using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>A message, group or map entry.</summary>
public sealed class MessageDescriptor : Descriptor
{
    private Dictionary<string, FieldDescriptor>? _fieldsByName;

    internal MessageDescriptor(MessageSyntax syntax, string fullName, FileDescriptor file, MessageDescriptor? containingType)
        : base(syntax.Name.Text, fullName, syntax.Name.Span)
    {
        Syntax = syntax;
        File = file;
        ContainingType = containingType;
    }

    /// <inheritdoc/>
    public override FileDescriptor File { get; }

    /// <summary>The message it is nested in, or null.</summary>
    public MessageDescriptor? ContainingType { get; }

    /// <summary>The fields in order, those of oneofs included, extensions not.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; internal set; } = [];

    /// <summary>The oneofs in order; synthetic ones (of proto3 <c>optional</c>) last.</summary>
    public IReadOnlyList<OneofDescriptor> Oneofs { get; internal set; } = [];

    /// <summary>Nested messages in order, groups and map entries included.</summary>
    public IReadOnlyList<MessageDescriptor> NestedMessages { get; internal set; } = [];

    /// <summary>Nested enums in order.</summary>
    public IReadOnlyList<EnumDescriptor> NestedEnums { get; internal set; } = [];

    /// <summary>Extensions declared inside this message.</summary>
    public IReadOnlyList<FieldDescriptor> NestedExtensions { get; internal set; } = [];

    /// <summary>Ranges open to extensions.</summary>
    public IReadOnlyList<ExtensionRange> ExtensionRanges { get; internal set; } = [];

    /// <summary>Reserved numbers and names.</summary>
    public ReservedSet Reserved { get; internal set; } = ReservedSet.None;

    /// <summary>The options.</summary>
    public MessageOptions Options => new(RawOptions);

    /// <summary>Whether the compiler made it for a map field.</summary>
    public bool IsMapEntry => Syntax.Kind == MessageKind.MapEntry;

    /// <summary>Whether extensions may be declared for it.</summary>
    public bool IsExtendable => ExtensionRanges.Count > 0;

    /// <summary>The key of a map entry, or null.</summary>
    public FieldDescriptor? MapKey => IsMapEntry && Fields.Count == 2 ? Fields[0] : null;

    /// <summary>The value of a map entry, or null.</summary>
    public FieldDescriptor? MapValue => IsMapEntry && Fields.Count == 2 ? Fields[1] : null;

    /// <summary><c>export</c> or <c>local</c> as written.</summary>
    public SymbolVisibility Visibility => Syntax.Visibility;

    internal MessageSyntax Syntax { get; }

    /// <summary>The field of that name, or null. The first call makes the table; a race makes it twice, which does no harm.</summary>
    internal FieldDescriptor? FindField(string name)
    {
        var byName = _fieldsByName;
        if (byName is null)
        {
            byName = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
            foreach (var field in Fields)
            {
                if (!byName.ContainsKey(field.Name))
                    byName.Add(field.Name, field);
            }
            _fieldsByName = byName;
        }
        return byName.TryGetValue(name, out var found) ? found : null;
    }

    internal override SyntaxNode? SyntaxNode => IsMapEntry ? null : Syntax;
}

/// <summary>A range of numbers that extensions may use.</summary>
/// <param name="Start">The first number.</param>
/// <param name="End">The number after the last.</param>
public sealed record ExtensionRange(int Start, int End)
{
    /// <summary>The options (<c>declaration</c>, <c>verification</c>, custom ones).</summary>
    public OptionMessage RawOptions { get; internal set; } = OptionMessage.Empty;

    /// <summary>The features that hold here.</summary>
    public FeatureSet Features { get; internal set; }

    internal ExtensionsSyntax? Statement { get; init; }

    internal RangeSyntax Syntax { get; init; }
}

/// <summary>The reserved numbers and names of a message or an enum.</summary>
/// <param name="Ranges">Ranges as written; the end is exclusive in messages and inclusive in enums, as in <c>descriptor.proto</c>.</param>
/// <param name="Names">Names.</param>
public sealed record ReservedSet(IReadOnlyList<NumberRange> Ranges, IReadOnlyList<string> Names)
{
    /// <summary>Nothing reserved.</summary>
    public static ReservedSet None { get; } = new([], []);
}

/// <summary>A range of numbers.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The last, or the one after it; see <see cref="ReservedSet"/>.</param>
public readonly record struct NumberRange(int Start, int End);
