using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Remembers where in the options message each written option went, for source info.</summary>
internal sealed class OptionPaths
{
    private readonly Dictionary<(object Owner, OptionSyntax Option), int[]> _paths = [];

    /// <param name="owner">The descriptor or extension range whose option it is.</param>
    /// <param name="option">As written.</param>
    /// <param name="fields">The fields that the name leads through.</param>
    /// <param name="index">The index of the value in the last field, if that is repeated.</param>
    public void Record(object owner, OptionSyntax option, List<FieldDescriptor> fields, int index)
    {
        var path = fields.Select(field => field.Number);
        if (fields[fields.Count - 1].IsRepeated)
            path = path.Append(index);
        _paths[(owner, option)] = [.. path];
    }

    /// <summary>The path below the options message, or null.</summary>
    public int[]? Find(object owner, OptionSyntax option) => _paths.TryGetValue((owner, option), out var path) ? path : null;
}
