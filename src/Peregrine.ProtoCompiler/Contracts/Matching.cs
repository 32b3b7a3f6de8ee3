using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>
/// Says which declaration of now is which one of before: the one of the same full name, wherever it stands; in a file that changed its package,
/// the one of the same name there; or one that only the name tells apart (<see cref="Shapes"/>). The files of now may come from several compilations, so
/// declarations are told apart by their names.
/// </summary>
internal sealed class Matching
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Descriptor> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _oldNames = new(StringComparer.Ordinal);
    private readonly Dictionary<Descriptor, Descriptor> _matches = [];

    /// <param name="before">The files of the baseline that are under contract.</param>
    /// <param name="now">All files of now, imported ones too.</param>
    public Matching(IReadOnlyList<FileDescriptor> before, IReadOnlyList<FileDescriptor> now)
    {
        foreach (var file in now)
        {
            _files[file.Name] = file;
            foreach (var type in TypesOf(file))
                _types[type.FullName] = type;
        }
        foreach (var file in before)
            _oldNames.UnionWith(TypesOf(file).Select(type => type.FullName));
        foreach (var file in before)
        {
            if (Of(file) is { } match)
                _matches[file] = match;
            foreach (var type in TypesOf(file))
                Match(type);
        }
    }

    /// <summary>The file of the same import path, or null.</summary>
    public FileDescriptor? Of(FileDescriptor before) => _files.TryGetValue(before.Name, out var file) ? file : null;

    /// <summary>The message, enum or service that a declaration of before is now, or null.</summary>
    public T? Of<T>(T before)
        where T : Descriptor => _matches.TryGetValue(before, out var match) ? (T)match : null;

    /// <summary>Whether a type of now is what a type of before is now. Types that are not under contract are known by their names.</summary>
    public bool IsSame(Descriptor? before, Descriptor? now)
    {
        if (before is null || now is null)
            return before is null && now is null;
        return (_matches.TryGetValue(before, out var match) ? match : before).FullName == now.FullName;
    }

    /// <summary>The messages, enums and services of a file, outer ones before inner ones.</summary>
    public static IEnumerable<Descriptor> TypesOf(FileDescriptor file) =>
        file.Messages.SelectMany(WithInner).Concat(file.Enums).Concat(file.Services);

    private static IEnumerable<Descriptor> WithInner(MessageDescriptor message) => message.IsMapEntry
        ? []
        : new Descriptor[] { message }.Concat(message.NestedEnums).Concat(message.NestedMessages.SelectMany(WithInner));

    private void Match(Descriptor before)
    {
        var match = Find(before.FullName, before) ?? (NewNameOf(before) is { } name ? Find(name, before) : null) ?? FindRenamed(before);
        if (match is not null)
            _matches[before] = match;
    }

    private Descriptor? Find(string name, Descriptor before) =>
        _types.TryGetValue(name, out var found) && found.GetType() == before.GetType() ? found : null;

    // Where the declaration would be if what is around it was renamed, or its file changed the package.
    private string? NewNameOf(Descriptor before)
    {
        if (OuterOf(before) is { } outer)
            return _matches.TryGetValue(outer, out var match) ? Names.Join(match.FullName, before.Name) : null;
        return Of(before.File) is { } file ? Names.Join(file.Package, before.Name) : null;
    }

    private Descriptor? FindRenamed(Descriptor before)
    {
        if (Shapes.Of(before) is not { } shape)
            return null;
        var outer = OuterOf(before);
        var candidates = _types.Values.Where(type =>
            type.GetType() == before.GetType() && !_oldNames.Contains(type.FullName) && IsInPlace(type, before, outer) && Shapes.Of(type) == shape).Take(2).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }

    private bool IsInPlace(Descriptor type, Descriptor before, Descriptor? outer) =>
        outer is null ? OuterOf(type) is null && IsInPackage(type, before) : OuterOf(type) is { } around && IsSame(outer, around);

    private static bool IsInPackage(Descriptor type, Descriptor before) =>
        type.File.Package == before.File.Package || type.File.Name == before.File.Name;

    private static MessageDescriptor? OuterOf(Descriptor type) => type switch
    {
        MessageDescriptor message => message.ContainingType,
        EnumDescriptor @enum => @enum.ContainingType,
        _ => null,
    };
}
