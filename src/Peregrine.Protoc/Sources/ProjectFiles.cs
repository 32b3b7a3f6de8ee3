using Peregrine.ProtoCompiler;

namespace Peregrine.Protoc.Sources;

/// <summary>
/// The <c>.proto</c> files of a project as its build lists them: a line with the project's folder, then one for each file, with its path, why it is
/// there, <c>ProtoRoot</c>, <c>ProtoCompile</c> and <c>Baseline</c>, with tabs between them.
/// </summary>
internal sealed class ProjectFiles : IImportResolver
{
    private const int Columns = 5;

    private readonly Disk _disk;
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _contracts = new(StringComparer.Ordinal);

    private ProjectFiles(Disk disk) => _disk = disk;

    /// <summary>The full paths of the baselines, each with the import names of the files under contract.</summary>
    public IReadOnlyDictionary<string, List<string>> Contracts => _contracts;

    public static ProjectFiles Read(IEnumerable<string> lines, Disk disk)
    {
        var files = new ProjectFiles(disk);
        var all = lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToList();
        // What is compiled goes before what is there to be imported.
        foreach (var columns in all.Skip(1).Select(line => line.Split('\t')).Where(columns => columns.Length == Columns).OrderBy(columns => IsCompiled(columns) ? 0 : 1))
            files.Add(columns, all[0]);
        return files;
    }

    /// <inheritdoc/>
    public ProtoSource? Resolve(string importPath) =>
        _paths.TryGetValue(importPath, out var path) && _disk.Read(path, out _) is { } bytes ? ProtoText.Read(importPath, bytes) : null;

    /// <summary>Where a file lies; its name if that is not known.</summary>
    public string PathOf(string importPath) => _paths.GetValueOrDefault(importPath, importPath);

    private void Add(string[] columns, string project)
    {
        foreach (var name in ImportPath.Of(columns[0], columns[2], project))
        {
            if (_paths.TryAdd(name, columns[0]) && IsCompiled(columns) && columns[4].Length > 0)
                Cover(name, ImportPath.Absolute(columns[4], project));
        }
    }

    private void Cover(string name, string baseline)
    {
        if (!_contracts.TryGetValue(baseline, out var names))
            _contracts.Add(baseline, names = []);
        names.Add(name);
    }

    private static bool IsCompiled(string[] columns) =>
        string.Equals(columns[1], "Compile", StringComparison.OrdinalIgnoreCase) && !string.Equals(columns[3], "false", StringComparison.OrdinalIgnoreCase);
}
