namespace Comparison.Contestants;

/// <summary>Who takes part, as built by bench/compare.</summary>
internal static class Roster
{
    /// <summary>The floors say what the machine can do; they are not gRPC.</summary>
    public static readonly IReadOnlyList<Contestant> Servers =
    [
        new(Contestant.Ours, Net("Load"), "server"),
        new("Kestrel, bare", Net("Kestrel")),
        new("grpc C++", Native("cpp/server")),
        new("grpc-go", Native("go/server")),
        new("floor, thread pool", Net("Floor"), "--mode", "pool"),
        new("floor, poll loop", Net("Floor"), "--mode", "poll"),
    ];

    public static readonly IReadOnlyList<Contestant> Clients =
    [
        new(Contestant.Ours, Net("Load"), "client"),
        new("HttpClient, bare", Net("HttpClientLoad")),
        new("grpc C++", Native("cpp/client")),
        new("grpc-go", Native("go/client")),
    ];

    /// <summary>The server that all clients call: the fastest there is, so that the client is what limits.</summary>
    public static readonly Contestant CommonServer = Servers.Single(server => server.Name == "floor, poll loop");

    private static string Net(string project) => Path.Combine(Repository.Root, "artifacts", "bin", project, "release", project);

    private static string Native(string program) => Path.Combine(Repository.Root, "artifacts", "bench", program);
}
