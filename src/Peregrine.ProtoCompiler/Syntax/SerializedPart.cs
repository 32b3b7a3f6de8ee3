namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>What a declaration that was read from a <c>FileDescriptorProto</c> knows, and one that was parsed from text finds in the text.</summary>
internal sealed class SerializedPart
{
    /// <summary>The serialized options message; empty if there is none.</summary>
    public byte[] Options { get; init; } = [];

    /// <summary><c>FieldDescriptorProto.default_value</c>, or null.</summary>
    public string? DefaultValue { get; init; }

    /// <summary><c>FieldDescriptorProto.json_name</c>, or null.</summary>
    public string? JsonName { get; init; }

    /// <summary>The comments in <c>SourceCodeInfo</c>.</summary>
    public SourceComments Comments { get; init; } = SourceComments.None;

    /// <summary>The serialized <c>SourceCodeInfo</c> of a file, or null.</summary>
    public byte[]? SourceInfo { get; init; }
}
