using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;

namespace Corpus.CSharp;

/// <summary>Files that are compiled together, with all that they import; together they claim nothing twice.</summary>
internal sealed class ClosedSet(UnitFiles unit)
{
    // More would only need more memory at once. What the first file imports does not count: the next ones mostly import the same.
    private const int TextLimit = 400_000;
    private const int OpenSets = 8;

    private readonly Dictionary<string, string> _claims = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly List<FileDescriptor> _owned = [];
    private int _firstLength;

    public UnitFiles Unit => unit;

    /// <summary>All files to write C# for, each after those that it imports.</summary>
    public IEnumerable<FileDescriptor> Files => _files.Values;

    /// <summary>The files that this set answers for; the others are there because those import them.</summary>
    public IReadOnlyList<FileDescriptor> Owned => _owned;

    /// <summary>The length of all texts.</summary>
    public int TextLength { get; private set; }

    /// <summary>Whether the files are copies of those of the runtime, which has classes of the same names.</summary>
    public bool IsOfRuntime => Claims.IsOfRuntime(_owned[0]);

    /// <summary>A set for one file.</summary>
    public static ClosedSet Of(UnitFiles unit, FileDescriptor file)
    {
        var set = new ClosedSet(unit);
        set.Add(file, [.. Closure(file).Select(static needed => (needed, Claims.Of(needed)))]);
        return set;
    }

    /// <summary>Sets for all files.</summary>
    public static IReadOnlyList<ClosedSet> Of(UnitFiles unit, IEnumerable<FileDescriptor> files)
    {
        var sets = new List<ClosedSet>();
        foreach (var file in files)
        {
            if (!sets.TakeLast(OpenSets).Any(set => set.TryAdd(file)))
                sets.Add(Of(unit, file));
        }
        return sets;
    }

    /// <summary>The file and all that it imports, last itself; the files of the runtime are left out, unless it is one of them itself.</summary>
    public static IReadOnlyList<FileDescriptor> Closure(FileDescriptor file)
    {
        var isOfRuntime = Claims.IsOfRuntime(file);
        var seen = new HashSet<FileDescriptor>();
        var all = new List<FileDescriptor>();
        Visit(file);
        return all;

        void Visit(FileDescriptor next)
        {
            if ((!isOfRuntime && Claims.IsOfRuntime(next)) || !seen.Add(next))
                return;
            foreach (var import in next.Imports.Where(static import => import.File is not null && import.Kind != ImportKind.Option))
                Visit(import.File!);
            all.Add(next);
        }
    }

    private bool TryAdd(FileDescriptor file)
    {
        if (TextLength - _firstLength > TextLimit || Claims.IsOfRuntime(file) != IsOfRuntime)
            return false;
        var missing = Closure(file).Where(needed => !_files.ContainsKey(needed.Name)).Select(static needed => (File: needed, Claims: Claims.Of(needed))).ToArray();
        if (missing.SelectMany(static needed => needed.Claims).Any(claim => _claims.TryGetValue(claim.Key, out var owner) && owner != claim.Value))
            return false;
        Add(file, missing);
        return true;
    }

    private void Add(FileDescriptor file, IReadOnlyList<(FileDescriptor File, IReadOnlyDictionary<string, string> Claims)> missing)
    {
        foreach (var (needed, claims) in missing)
        {
            _files.Add(needed.Name, needed);
            TextLength += needed.Source.Text.Length;
            foreach (var (claim, owner) in claims)
                _claims[claim] = owner;
        }
        if (_owned.Count == 0)
            _firstLength = TextLength;
        _owned.Add(file);
    }
}
