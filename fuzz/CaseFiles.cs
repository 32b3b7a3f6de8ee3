namespace Fuzz;

/// <summary>The inputs that are kept in the repository: seeds to begin with, and regressions, each of which once broke a promise.</summary>
internal static class CaseFiles
{
    private static readonly string s_folder = Find();

    public static IEnumerable<(string Name, byte[] Bytes)> Seeds(string target) => Read("seeds", target);

    public static IEnumerable<(string Name, byte[] Bytes)> Regressions(string target) => Read("regressions", target);

    /// <summary>Writes what was found; returns where.</summary>
    public static string Save(string kind, string target, byte[] input)
    {
        var folder = Directory.CreateDirectory(Path.Combine(s_folder, kind, target));
        var path = Path.Combine(folder.FullName, $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input).AsSpan(0, 6))}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Read(string kind, string target)
    {
        var folder = Path.Combine(s_folder, kind, target);
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(static file => (Path.GetFileName(file), File.ReadAllBytes(file))) : [];
    }

    // The folder of the repository that the program was built in; a copy of the program elsewhere uses the folder where it is started.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx"))) return Path.Combine(folder.FullName, "fuzz");
        }

        return Environment.CurrentDirectory;
    }
}
