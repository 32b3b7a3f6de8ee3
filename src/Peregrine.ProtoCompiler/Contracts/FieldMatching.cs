using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What became of a field.</summary>
internal enum FieldFate
{
    /// <summary>Same number, same name.</summary>
    Stayed,

    /// <summary>Same number, another name, and the name is gone.</summary>
    Renamed,

    /// <summary>Same name, another number.</summary>
    Renumbered,

    /// <summary>Neither number nor name are there.</summary>
    Gone,
}

/// <summary>Says which field of now is which of before, by number first, as the wire does.</summary>
internal sealed class FieldMatching
{
    private readonly Dictionary<int, FieldDescriptor> _byNumber = [];
    private readonly Dictionary<string, FieldDescriptor> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _oldNames;

    public FieldMatching(MessageDescriptor before, MessageDescriptor now)
    {
        _oldNames = new HashSet<string>(before.Fields.Select(field => field.Name), StringComparer.Ordinal);
        foreach (var field in now.Fields)
        {
            _byNumber[field.Number] = field;
            _byName[field.Name] = field;
        }
    }

    /// <summary>The field of now with that number, or null.</summary>
    public FieldDescriptor? ByNumber(int number) => _byNumber.TryGetValue(number, out var field) ? field : null;

    public FieldFate Find(FieldDescriptor before, out FieldDescriptor? now)
    {
        now = ByNumber(before.Number);
        if (now?.Name == before.Name)
            return FieldFate.Stayed;
        if (_byName.TryGetValue(before.Name, out var named))
        {
            now = named;
            return FieldFate.Renumbered;
        }
        // A field that kept its name but took this number is reported for its own sake.
        if (now is not null && !_oldNames.Contains(now.Name))
            return FieldFate.Renamed;
        now = null;
        return FieldFate.Gone;
    }

    /// <summary>The oneof of now: that of the same name, or else the one that holds what is left of the fields; or null.</summary>
    public static OneofDescriptor? Find(OneofDescriptor before, MessageDescriptor now)
    {
        var named = now.Oneofs.FirstOrDefault(oneof => oneof.Name == before.Name && !oneof.IsSynthetic);
        if (named is not null)
            return named;
        var left = now.Fields.Where(field => before.Fields.Any(old => old.Number == field.Number)).ToList();
        var holder = left.Count == 0 ? null : left[0].RealOneof;
        var isNew = holder is not null && before.ContainingType.Oneofs.All(oneof => oneof.Name != holder.Name);
        return isNew && left.TrueForAll(field => field.RealOneof == holder) ? holder : null;
    }
}
