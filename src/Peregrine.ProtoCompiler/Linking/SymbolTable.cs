using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>A package or a part of one; many files may declare it.</summary>
internal sealed class PackageSymbol
{
    public PackageSymbol(FileDescriptor first) => First = first;

    public FileDescriptor First { get; }
}

/// <summary>Everything that has a full name in a compilation: descriptors and packages.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, object> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(MessageDescriptor Extendee, int Number), FieldDescriptor> _extensions = [];

    public object? Find(string fullName) => _symbols.TryGetValue(fullName, out var symbol) ? symbol : null;

    /// <summary>Adds a declaration; returns what already has the name, or null.</summary>
    public object? TryAdd(Descriptor descriptor)
    {
        if (_symbols.TryGetValue(descriptor.FullName, out var existing))
            return existing;
        _symbols.Add(descriptor.FullName, descriptor);
        return null;
    }

    /// <summary>Adds a package and the packages around it; returns what is in the way, or null.</summary>
    public (string Name, Descriptor Other)? TryAddPackage(FileDescriptor file)
    {
        for (var name = file.Package; name.Length > 0; name = Names.ScopeOf(name))
        {
            if (!_symbols.TryGetValue(name, out var existing))
                _symbols.Add(name, new PackageSymbol(file));
            else if (existing is Descriptor other)
                return (name, other);
            else
                return null;
        }
        return null;
    }

    /// <summary>Adds a linked extension; returns the one that already has the number, or null.</summary>
    public FieldDescriptor? TryAddExtension(FieldDescriptor extension)
    {
        var key = (extension.ContainingType!, extension.Number); // Linked, so the extended message is known.
        if (_extensions.TryGetValue(key, out var existing))
            return existing;
        _extensions.Add(key, extension);
        return null;
    }

    /// <summary>All full names, for hints.</summary>
    public IEnumerable<KeyValuePair<string, object>> All => _symbols;
}
