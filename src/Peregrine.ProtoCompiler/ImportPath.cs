namespace Peregrine.ProtoCompiler;

/// <summary>Turns the path of a file on disk into the name that other files import it by. All members may run concurrently.</summary>
public static class ImportPath
{
    private const char Separator = '|'; // no path of Windows has it, and none of an import either

    /// <summary>
    /// The path relative to each root that the file lies under, with forward slashes. Without any it is relative to the project if the file lies
    /// in it, and the bare file name otherwise, as <c>&lt;Protobuf ProtoRoot=""&gt;</c> has always meant.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="roots">The import roots with <c>|</c> between them: absolute, or relative to the project; may be empty.</param>
    /// <param name="projectDirectory">The full path of the project's folder; may be empty.</param>
    /// <returns>One name at least, none twice.</returns>
    public static IReadOnlyList<string> Of(string path, string roots, string projectDirectory)
    {
        var file = Normalize(path);
        var project = Normalize(projectDirectory);
        var names = new List<string>(1);
        foreach (var root in roots.Split(Separator))
        {
            if (root.Length > 0 && Relative(file, Normalize(IsRooted(root) ? root : project + "/" + root)) is { } below && !names.Contains(below))
                names.Add(below);
        }
        if (names.Count == 0)
            names.Add(Relative(file, project) ?? file.Substring(file.LastIndexOf('/') + 1));
        return names;
    }

    /// <summary>A path that may be relative to the project as a full path in the form of <see cref="Normalize"/>.</summary>
    /// <param name="path">The path; not empty.</param>
    /// <param name="projectDirectory">The full path of the project's folder.</param>
    public static string Absolute(string path, string projectDirectory) => Normalize(IsRooted(path) ? path : projectDirectory + "/" + path);

    /// <summary>A full path with forward slashes, without <c>.</c> and <c>..</c> and without a slash at the end.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part is "." || (part.Length == 0 && parts.Count > 0))
                continue;
            if (part is ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }
        return string.Join("/", parts);
    }

    private static string? Relative(string file, string folder)
    {
        // Windows paths are told apart by their drive, and compared as Windows compares them.
        var comparison = folder.Length > 1 && folder[1] == ':' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return folder.Length > 0 && file.Length > folder.Length + 1 && file[folder.Length] == '/' && file.StartsWith(folder, comparison)
            ? file.Substring(folder.Length + 1)
            : null;
    }

    private static bool IsRooted(string path) => path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':');
}
