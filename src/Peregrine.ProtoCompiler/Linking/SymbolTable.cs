using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>A package or a part of one; many files may declare it.</summary>
internal sealed class PackageSymbol
{
    /// <summary>The only one: which files declare a package is the scopes' business.</summary>
    public static PackageSymbol Instance { get; } = new();
}

/// <summary>
/// Everything that has a full name in a compilation: descriptors and packages. Files that never meet in one import closure may
/// declare the same name; <see cref="Find"/> then needs to know who asks.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, object> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<object>> _homonyms = new(StringComparer.Ordinal);
    private readonly Dictionary<(MessageDescriptor Extendee, int Number), FieldDescriptor> _extensions = [];

    /// <summary>Pairs of declarations with one name in files that do not know each other.</summary>
    public List<(Descriptor First, Descriptor Second)> Homonyms { get; } = [];

    /// <summary>All descriptors, for hints.</summary>
    public IEnumerable<Descriptor> Descriptors => _symbols.Values.OfType<Descriptor>();

    /// <summary>The symbol of that name that <paramref name="isVisible"/> accepts; if there is none, any; null if the name is unknown.</summary>
    public object? Find(string fullName, Func<object, bool> isVisible)
    {
        if (!_symbols.TryGetValue(fullName, out var symbol))
            return null;
        if (_homonyms.Count > 0 && _homonyms.TryGetValue(fullName, out var others) && !isVisible(symbol))
            return others.Find(other => isVisible(other)) ?? symbol;
        return symbol;
    }

    /// <summary>Adds a declaration; returns what is in its way, or null.</summary>
    /// <param name="descriptor">The declaration.</param>
    /// <param name="mayCoexist">Whether the descriptor may have the name of a declaration in another file.</param>
    public object? TryAdd(Descriptor descriptor, Func<Descriptor, bool> mayCoexist)
    {
        if (!_symbols.TryGetValue(descriptor.FullName, out var existing))
        {
            _symbols.Add(descriptor.FullName, descriptor);
            return null;
        }
        if (existing is not Descriptor other)
            return existing;
        if (!_homonyms.TryGetValue(descriptor.FullName, out var others))
            others = [];
        if (!mayCoexist(other) || others.Find(o => !mayCoexist((Descriptor)o)) is not null)
            return existing;
        others.Add(descriptor);
        _homonyms[descriptor.FullName] = others;
        Homonyms.Add((other, descriptor));
        return null;
    }

    /// <summary>Adds a package and the packages around it; returns what is in the way, or null.</summary>
    public (string Name, Descriptor Other)? TryAddPackage(FileDescriptor file)
    {
        for (var name = file.Package; name.Length > 0; name = Names.ScopeOf(name))
        {
            if (!_symbols.TryGetValue(name, out var existing))
                _symbols.Add(name, PackageSymbol.Instance);
            else if (existing is Descriptor other)
                return (name, other);
            else
                return null;
        }
        return null;
    }

    /// <summary>The extension of a message with that number, or null.</summary>
    public FieldDescriptor? FindExtension(MessageDescriptor extendee, int number) => _extensions.TryGetValue((extendee, number), out var found) ? found : null;

    /// <summary>Adds a linked extension; returns the one that already has the number, or null.</summary>
    public FieldDescriptor? TryAddExtension(FieldDescriptor extension)
    {
        var key = (extension.ContainingType!, extension.Number); // Linked, so the extended message is known.
        if (_extensions.TryGetValue(key, out var existing))
            return existing;
        _extensions.Add(key, extension);
        return null;
    }

    /// <summary>Adds all extensions of a linked file; false if one of their numbers is taken.</summary>
    public bool TryAddExtensions(FileDescriptor file) =>
        file.Extensions.All(extension => TryAddExtension(extension) is null) && file.Messages.All(TryAddExtensions);

    private bool TryAddExtensions(MessageDescriptor message) =>
        message.NestedExtensions.All(extension => TryAddExtension(extension) is null) && message.NestedMessages.All(TryAddExtensions);
}
