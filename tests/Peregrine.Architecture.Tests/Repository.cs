namespace Peregrine.Architecture.Tests;

/// <summary>Where the repository and the built assemblies lie.</summary>
internal static class Repository
{
    private static readonly HashSet<string> s_outputFolders = ["artifacts", "bin", "obj", "node_modules", ".git", ".peers", ".vs", ".idea", ".vscode"];

    /// <summary>The folder that holds Peregrine.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The projects in src, by assembly name.</summary>
    public static IReadOnlyList<string> ShippedProjects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Where(HasProject).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The built assembly of a project in src; it was copied beside the tests.</summary>
    public static string AssemblyPath(string project) => Path.Combine(AppContext.BaseDirectory, $"{project}.dll");

    /// <summary>Every file below a folder of the repository that a person wrote, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder = "")
    {
        var start = Path.Combine(Root, folder);
        foreach (var file in Directory.EnumerateFiles(start))
        {
            if (Path.GetFileName(file) != ".git") yield return RelativePath(file); // a linked work tree has a file where a clone has a folder
        }


        foreach (var inner in Directory.EnumerateDirectories(start))
        {
            if (s_outputFolders.Contains(Path.GetFileName(inner))) continue;
            foreach (var file in Files(RelativePath(inner))) yield return file;
        }
    }

    public static IEnumerable<string> SourceFiles(string folder) => Files(folder).Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string RelativePath(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool HasProject(string folder) => File.Exists(Path.Combine(folder, $"{Path.GetFileName(folder)}.csproj"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Peregrine.slnx.");
    }
}
