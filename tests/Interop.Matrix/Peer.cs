namespace Interop.Matrix;

/// <summary>One implementation of gRPC: the commands of its two interop programs, and what it cannot do.</summary>
internal sealed record Peer(string Name, string[] Server, string[] Client)
{
    public const string Ours = "peregrine";

    public bool IsOurs => Name == Ours;

    public bool IsBuilt => File.Exists(Server[^1]) && File.Exists(Client[^1]);

    public static IReadOnlyList<Peer> All() =>
    [
        Own(),
        .. new[] { "cpp", "go", "python", "node" }.Select(Foreign),
    ];

    /// <summary>The folder that has .peers: the nearest one upwards with the solution in it.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static Peer Foreign(string name) => new(name, [Starter($"{name}-server")], [Starter($"{name}-client")]);

    private static string Starter(string program) => Path.Combine(RepositoryRoot, ".peers", "bin", program);

    private static Peer Own() => new(Ours, ["dotnet", Sibling("Interop.Server")], ["dotnet", Sibling("Interop.Client")]);

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
