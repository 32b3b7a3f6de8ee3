namespace Comparison.Contestants;

/// <summary>Who takes part, as built by bench/compare.</summary>
internal static class Roster
{
    private static readonly Contestant s_ourServer = Net(Names.Ours, EntrantKind.Ours, "Load", "server") with { AnswersQuestions = true };
    private static readonly Contestant s_kestrel = Net(Names.Kestrel, EntrantKind.Bare, "Kestrel") with { AnswersQuestions = true };
    private static readonly Contestant s_cppServer = Native(Names.Cpp, "cpp/server");
    private static readonly Contestant s_goServer = Native(Names.Go, "go/server") with { AnswersQuestions = true };
    private static readonly Contestant s_pythonServer = Python("server.py");
    private static readonly Contestant s_nodeServer = Node("server.js");
    private static readonly Contestant s_poolFloor = Net(Names.PoolFloor, EntrantKind.Floor, "Floor", "--mode", "pool");
    private static readonly Contestant s_pollFloor = Net(Names.PollFloor, EntrantKind.Floor, "Floor", "--mode", "poll");

    private static readonly Contestant s_ourClient = Net(Names.Ours, EntrantKind.Ours, "Load", "client");
    private static readonly Contestant s_httpClient = Net(Names.HttpClient, EntrantKind.Bare, "HttpClientLoad");
    private static readonly Contestant s_cppClient = Native(Names.Cpp, "cpp/client");
    private static readonly Contestant s_goClient = Native(Names.Go, "go/client");
    private static readonly Contestant s_pythonClient = Python("client.py");
    private static readonly Contestant s_nodeClient = Node("client.js");
    private static readonly Contestant s_frameCaller = Net(Names.FrameFloor, EntrantKind.Floor, "Floor", "call");

    public static IReadOnlyList<Contestant> Servers { get; } = [s_ourServer, s_kestrel, s_cppServer, s_goServer, s_pythonServer, s_nodeServer, s_poolFloor, s_pollFloor];

    /// <summary>Those that a scenario needs where Python and Node would only take time: they are measured where the load is one of the two extremes.</summary>
    public static IReadOnlyList<Contestant> FastServers { get; } = [s_ourServer, s_kestrel, s_cppServer, s_goServer];

    /// <summary>Servers whose handlers run on threads of their own: what the C++ library has for handlers that work or wait is its synchronous interface.</summary>
    public static IReadOnlyList<Contestant> HandlerServers { get; } = [s_ourServer, s_kestrel, s_cppServer with { Arguments = ["--sync"] }, s_goServer];

    public static IReadOnlyList<Contestant> StartingServers { get; } = [s_kestrel, s_cppServer, s_goServer, s_pythonServer, s_nodeServer];

    /// <summary>Servers that can be given thousands of methods.</summary>
    public static IReadOnlyList<Contestant> RoutingServers { get; } = [s_ourServer, s_goServer];

    public static IReadOnlyList<Contestant> FastServersAndFloors { get; } = [.. FastServers, s_poolFloor, s_pollFloor];

    public static IReadOnlyList<Contestant> LargeMessageServers { get; } = [s_ourServer, WithLargeArrays(s_ourServer), .. FastServersAndFloors.Skip(1)];

    public static IReadOnlyList<Contestant> FastClients { get; } = [s_ourClient, s_httpClient, s_cppClient, s_goClient, s_frameCaller];

    public static Contestant PoolFloor => s_poolFloor;

    public static IReadOnlyList<Contestant> Clients { get; } = [s_ourClient, s_httpClient, s_cppClient, s_goClient, s_pythonClient, s_nodeClient, s_frameCaller];

    /// <summary>The server that all clients call: the fastest there is, so that the client is what limits.</summary>
    public static Contestant CommonServer => s_pollFloor;

    public static IReadOnlyList<Pair> FastPairs { get; } =
    [
        new(Names.Ours, EntrantKind.Ours, s_ourServer, s_ourClient),
        new(Names.BareNet, EntrantKind.Bare, s_kestrel, s_httpClient),
        new(Names.Cpp, EntrantKind.Library, s_cppServer, s_cppClient),
        new(Names.Go, EntrantKind.Library, s_goServer, s_goClient),
    ];

    public static IReadOnlyList<Pair> Pairs { get; } =
    [
        .. FastPairs,
        new(Names.Python, EntrantKind.Library, s_pythonServer, s_pythonClient),
        new(Names.Node, EntrantKind.Library, s_nodeServer, s_nodeClient),
    ];

    /// <summary>Ours, with arrays up to 16 MB in generation 0.</summary>
    public static Pair PairWithLargeArrays { get; } = new(Names.OursWithLargeArrays, EntrantKind.Ours, WithLargeArrays(s_ourServer), WithLargeArrays(s_ourClient));

    /// <summary>Unary calls without a library on either end.</summary>
    public static Pair FramePair { get; } = new(Names.FrameFloor, EntrantKind.Floor, s_pollFloor, s_frameCaller);

    /// <summary>Blocks over a bare socket.</summary>
    public static Pair CopyPair { get; } = BareSocket(Names.CopyFloor, "copy");

    /// <summary>The same, written and read as messages by the runtime of protobuf.</summary>
    public static Pair MessagePair { get; } = BareSocket(Names.MessageFloor, "messages");

    /// <summary>Opens connections and calls and keeps them; see Floor.Holder.</summary>
    public static Contestant Holder { get; } = Net("holder", EntrantKind.Floor, "Floor", "hold");

    /// <summary>Unary calls beside one whose handler blocks; any HTTP/2 server may be behind it.</summary>
    public static Contestant BesideBlockClient => s_ourClient;

    private static Pair BareSocket(string name, string command) => new(
        name,
        EntrantKind.Floor,
        Net(name, EntrantKind.Floor, "Floor", "--mode", "copy") with { IsBareSocket = true },
        Net(name, EntrantKind.Floor, "Floor", command));

    private static Contestant WithLargeArrays(Contestant ours) => ours with
    {
        Name = Names.OursWithLargeArrays,
        Program = "/usr/bin/env",
        Arguments = ["DOTNET_GCLOHThreshold=0x1000000", ours.Program, .. ours.Arguments],
    };

    private static Contestant Net(string name, EntrantKind kind, string project, params string[] arguments) =>
        new(name, kind, Path.Combine(Repository.Root, "artifacts", "bin", project, "release", project), arguments) { IsCompiledAtRunTime = true };

    private static Contestant Native(string name, string program) => new(name, EntrantKind.Library, Path.Combine(Repository.Built, program));

    // The interpreter of the distribution, whose package the library is.
    private static Contestant Python(string script) =>
        new(Names.Python, EntrantKind.Library, "/usr/bin/python3", Path.Combine(Repository.Root, "bench", "peers", "python", script), Path.Combine(Repository.Built, "python"));

    private static Contestant Node(string script) => new(Names.Node, EntrantKind.Library, "node", Path.Combine(Repository.Built, "node", script)) { IsCompiledAtRunTime = true };
}
