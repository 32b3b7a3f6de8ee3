namespace Http2.Judges.Tests;

/// <summary>Where programs and files are. A judge that is not installed skips its tests and says so.</summary>
internal static class Tools
{
    public const string Body = "twenty bytes of text";

    private static readonly string s_root = FindRoot();

    public static string[] OurServer => ["dotnet", Sibling("Http2.Server")];

    public static string[] OurClient => ["dotnet", Sibling("Http2.Client")];

    /// <summary>A program of the distribution.</summary>
    public static string Installed(string name)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin"];
        var found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{name} is not installed: run tests/peers/setup http2");
        return found!; // skipped otherwise
    }

    /// <summary>A program that tests/peers/setup built.</summary>
    public static string Peer(string name)
    {
        var path = Path.Combine(s_root, ".peers", "bin", name);
        Assert.SkipUnless(File.Exists(path), $"{path} is not built: run tests/peers/setup http2");
        return path;
    }

    public static string Certificate(string file)
    {
        var path = Path.Combine(s_root, ".peers", "certs", file);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there: run tests/peers/setup http2");
        return path;
    }

    /// <summary>Writes a file to a new folder in the build's output.</summary>
    public static string TemporaryFile(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "scratch", Guid.NewGuid().ToString("N")));
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    // Our own programs are built beside this one, in the same configuration.
    private static string Sibling(string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, program, here.Name, $"{program}.dll");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has a Peregrine.slnx.");
    }
}
