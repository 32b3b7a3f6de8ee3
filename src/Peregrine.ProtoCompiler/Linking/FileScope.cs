using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>What a look-up found, and if it found nothing, why.</summary>
/// <param name="Symbol">A descriptor, a <see cref="PackageSymbol"/>, or null.</param>
/// <param name="NotImported">A declaration of that name in a file that is not imported.</param>
/// <param name="ResolvedTo">The full name that the inner scope settled on and that does not exist.</param>
internal readonly record struct LookupResult(object? Symbol, Descriptor? NotImported = null, string? ResolvedTo = null);

/// <summary>
/// Resolves names as seen from one file: its own declarations and those of imported files, with what these import publicly.
/// The innermost scope that has the first part of a name decides.
/// </summary>
internal sealed class FileScope
{
    private readonly SymbolTable _symbols;
    private readonly FileDescriptor _file;
    private readonly HashSet<FileDescriptor> _visible = [];
    private readonly HashSet<FileDescriptor> _visibleForOptions = [];
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<FileDescriptor> _used = [];
    private Descriptor? _notImported;

    public FileScope(SymbolTable symbols, FileDescriptor file)
    {
        _symbols = symbols;
        _file = file;
        AddVisible(file, _visible, withImports: false);
        foreach (var import in file.Imports)
        {
            if (import.File is { } target)
                AddVisible(target, import.Kind == ImportKind.Option ? _visibleForOptions : _visible, withImports: true);
        }
    }

    /// <summary>The imports nothing of which was looked up.</summary>
    public IEnumerable<FileImport> UnusedImports =>
        _file.Imports.Where(i => i.Kind != ImportKind.Public && i.File is { } f && !_used.Contains(f) && !f.Imports.Any(x => x.Kind == ImportKind.Public));

    /// <summary>Whether a file is this one or visible from it.</summary>
    public bool IsVisible(FileDescriptor file) => _visible.Contains(file);

    /// <summary>Notes that something of a file was needed without a look-up by name.</summary>
    public void MarkUsed(FileDescriptor file) => _used.Add(file);

    /// <param name="name">As written; a leading dot makes it absolute.</param>
    /// <param name="relativeTo">The full name of the declaration that uses it; the search begins in the scope around it.</param>
    /// <param name="typesOnly">Whether a single name must be a message or an enum, and other things of that name are passed over.</param>
    public LookupResult Lookup(string name, string relativeTo, bool typesOnly)
    {
        _notImported = null;
        if (name[0] == '.')
            return Result(FindVisible(name.Substring(1)));
        var dot = name.IndexOf('.');
        var first = dot < 0 ? name : name.Substring(0, dot);
        for (var scope = Names.ScopeOf(relativeTo); scope.Length > 0; scope = Names.ScopeOf(scope))
        {
            var found = FindVisible(scope + "." + first);
            if (found is null)
                continue;
            if (dot < 0)
            {
                if (!typesOnly || found is MessageDescriptor or EnumDescriptor)
                    return Result(found);
            }
            else if (found is PackageSymbol or MessageDescriptor or EnumDescriptor or ServiceDescriptor)
            {
                var fullName = scope + "." + name;
                found = FindVisible(fullName);
                return new LookupResult(found, _notImported, found is null ? fullName : null);
            }
        }
        return Result(FindVisible(name));
    }

    private LookupResult Result(object? found) => new(found, found is null ? _notImported : null);

    private object? FindVisible(string fullName)
    {
        var symbol = _symbols.Find(fullName, symbol => symbol is Descriptor d && (_visible.Contains(d.File) || _visibleForOptions.Contains(d.File)));
        if (symbol is not Descriptor descriptor)
            return symbol is not null && _packages.Contains(fullName) ? symbol : null;
        var isVisible = _visible.Contains(descriptor.File)
            || (descriptor is FieldDescriptor && _visibleForOptions.Contains(descriptor.File));
        if (isVisible || _visibleForOptions.Contains(descriptor.File))
            _used.Add(descriptor.File);
        if (isVisible)
            return symbol;
        _notImported = descriptor;
        return null;
    }

    private void AddVisible(FileDescriptor file, HashSet<FileDescriptor> visible, bool withImports)
    {
        var pending = new Stack<FileDescriptor>();
        pending.Push(file);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!visible.Add(next))
                continue;
            for (var package = next.Package; package.Length > 0 && _packages.Add(package); package = Names.ScopeOf(package))
            {
            }
            if (!withImports)
                continue;
            foreach (var import in next.Imports)
            {
                if (import.Kind == ImportKind.Public && import.File is { } target)
                    pending.Push(target);
            }
        }
    }
}
