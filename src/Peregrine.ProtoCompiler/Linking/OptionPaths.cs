using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Remembers where in the options message each written option went, for source info.</summary>
internal sealed class OptionPaths
{
    private readonly Dictionary<(object Owner, OptionSyntax Option), int[]> _paths = [];

    public void Record(OptionTarget target, OptionSyntax option, List<FieldDescriptor> fields, int index)
    {
        var path = fields.Select(field => field.Number);
        if (fields[fields.Count - 1].IsRepeated)
            path = path.Append(index);
        _paths[(target.Range ?? (object)target.Element, option)] = [.. path];
    }

    /// <summary>The path below the options message, or null.</summary>
    public int[]? Find(object owner, OptionSyntax option) => _paths.TryGetValue((owner, option), out var path) ? path : null;
}
