namespace Peregrine.Protoc.Sources;

/// <summary>One value of <c>--proto_path</c>: import paths that begin with the first part lie on disk under the second.</summary>
/// <param name="Virtual">The beginning of import paths; mostly empty.</param>
/// <param name="Disk">A folder, or a file if <paramref name="Virtual"/> is a whole import path. Empty for the working folder.</param>
internal readonly record struct SourceMapping(string Virtual, string Disk)
{
    /// <summary>Where a file of that import path would lie, or null.</summary>
    public string? ToDisk(string importPath) => Replace(importPath, Virtual, Disk);

    /// <summary>The import path of a file on disk, or null.</summary>
    public string? ToVirtual(string path) => Replace(path, Disk, Virtual);

    /// <summary>Forward slashes, no empty and no <c>.</c> parts. <c>..</c> stays: where it leads, only the disk knows.</summary>
    public static string Canonical(string path)
    {
        if (OperatingSystem.IsWindows())
            path = path.Replace('\\', '/');
        var parts = path.Split('/').Where(part => part is not ("" or "."));
        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    private static string? Replace(string path, string from, string to)
    {
        string rest;
        if (from.Length == 0)
        {
            if (Path.IsPathRooted(path))
                return null;
            rest = path;
        }
        else if (path == from)
            return to;
        else if (path.StartsWith(from.EndsWith('/') ? from : from + "/", StringComparison.Ordinal))
            rest = path[from.Length..].TrimStart('/');
        else
            return null;
        if (rest.Split('/').Contains(".."))
            return null;
        return to.Length == 0 || to.EndsWith('/') ? to + rest : $"{to}/{rest}";
    }
}
