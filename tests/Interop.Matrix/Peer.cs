namespace Interop.Matrix;

/// <summary>One implementation of gRPC: the commands of its two interop programs, and the cases that each of them has.</summary>
internal sealed record Peer(string Name, string[] Server, string[] Client, string[] ServerCases, string[] ClientCases)
{
    private const string Ours = "peregrine";

    public bool IsOurs => Name == Ours;

    /// <summary>The server listens on a port of its own for each case, because a case is what it does and not what it is asked; and it does not speak TLS.</summary>
    public bool HasPortPerCase { get; private init; }

    public bool IsBuilt => File.Exists(Server[^1]) && (Client.Length == 0 || File.Exists(Client[^1]));

    public static IReadOnlyList<Peer> All() =>
    [
        new(Ours, ["dotnet", Sibling("Interop.Server")], ["dotnet", Sibling("Interop.Client")], Plan.Cases, [.. Plan.Cases, .. Plan.Http2Cases]),
        Foreign("cpp", Plan.Extras, ["half_duplex", .. Plan.JudgedCompression, "jwt_token_creds", "per_rpc_creds"]),
        Foreign("go", [.. Plan.EveryServerHas], ["half_duplex", "client_compressed_unary"]),
        Foreign("java", Plan.Extras, ["half_duplex", .. Plan.JudgedCompression]),
        Foreign("python", [.. Plan.EveryServerHas, "server_compressed_unary"], ["half_duplex", "client_compressed_unary"]),
        Foreign("node", [.. Plan.EveryServerHas], []),
        new("http2", ["dotnet", Sibling("Interop.Http2Server")], [], Plan.Http2Cases, []) { HasPortPerCase = true },
    ];

    /// <summary>Gives tokens to the clients of the credential cases; speaks HTTP and no gRPC.</summary>
    public static Peer TokenServer { get; } = new("tokens", ["dotnet", Sibling("Interop.TokenServer")], [], [], []);

    /// <summary>The folder that has .peers: the nearest one upwards with the solution in it.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static Peer Foreign(string name, string[] serverExtras, string[] clientExtras) =>
        new(name, [Starter($"{name}-server")], [Starter($"{name}-client")], [.. Plan.Fourteen, .. serverExtras], [.. Plan.Fourteen, .. clientExtras]);

    private static string Starter(string program) => Path.Combine(RepositoryRoot, ".peers", "bin", program);

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
