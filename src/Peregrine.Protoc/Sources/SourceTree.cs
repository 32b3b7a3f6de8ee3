using Peregrine.ProtoCompiler;

namespace Peregrine.Protoc.Sources;

/// <summary>Finds import paths on disk by <c>--proto_path</c>, and behind that in the sets of <c>--descriptor_set_in</c>.</summary>
internal sealed class SourceTree : IImportResolver
{
    private readonly Disk _disk;
    private readonly IReadOnlyList<SourceMapping> _mappings;
    private readonly Dictionary<string, ProtoSource> _serialized = new(StringComparer.Ordinal);

    public SourceTree(Disk disk, IReadOnlyList<SourceMapping> mappings, IEnumerable<ProtoSource> serialized)
    {
        _disk = disk;
        _mappings = mappings;
        foreach (var source in serialized)
            _serialized.TryAdd(source.Name, source);
    }

    /// <inheritdoc/>
    public ProtoSource? Resolve(string importPath)
    {
        if (FindOnDisk(importPath) is { } path && _disk.Read(path, out _) is { } bytes)
            return ProtoText.Read(importPath, bytes);
        return _serialized.GetValueOrDefault(importPath);
    }

    /// <summary>Where the file of that import path lies, or null. Paths that are not in their plain form lead nowhere.</summary>
    public string? FindOnDisk(string importPath)
    {
        if (importPath.Length == 0 || SourceMapping.Canonical(importPath) != importPath || importPath.Split('/').Contains(".."))
            return null;
        foreach (var mapping in _mappings)
        {
            if (mapping.ToDisk(importPath) is { } path && _disk.HasFile(path))
                return path;
        }
        return null;
    }

    /// <summary>The import path of an input, which is given as a path on disk or as an import path.</summary>
    /// <param name="input">As given.</param>
    /// <param name="error">What is wrong, if the result is null.</param>
    public string? NameInput(string input, out string error)
    {
        error = "";
        if (!_disk.HasFile(input))
        {
            if (FindOnDisk(input) is not null || _serialized.ContainsKey(input))
                return input;
            error = $"{input}: No such file or directory. The paths of inputs start from the working folder, or from a folder in --proto_path.";
            return null;
        }
        var path = SourceMapping.Canonical(input);
        for (var i = 0; i < _mappings.Count; i++)
        {
            if (_mappings[i].ToVirtual(path) is not { Length: > 0 } name)
                continue;
            if (Shadow(name, before: i) is not { } shadow)
                return name;
            error = $"{input}: \"{shadow}\" comes first in the --proto_path and has the same import path, \"{name}\". Give that file instead, or reorder the --proto_path.";
            return null;
        }
        if (FindOnDisk(input) is not null || _serialized.ContainsKey(input))
            return input;
        error = $"{input}: The file lies in no folder of the --proto_path (-I), so it has no import path. Add a folder around it, written the same way as the file: both relative, or both absolute.";
        return null;
    }

    /// <summary>The name to print for a file: its path on disk if it has one.</summary>
    public string DisplayName(string importPath) => FindOnDisk(importPath) ?? importPath;

    private string? Shadow(string name, int before)
    {
        for (var i = 0; i < before; i++)
        {
            if (_mappings[i].ToDisk(name) is { } path && _disk.HasFile(path))
                return path;
        }
        return null;
    }
}
