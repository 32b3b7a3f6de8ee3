namespace Comparison.Contestants;

/// <summary>What a figure of somebody is worth beside ours.</summary>
internal enum EntrantKind
{
    Ours,

    /// <summary>A gRPC library.</summary>
    Library,

    /// <summary>gRPC bytes by hand over .NET's own HTTP/2: a bound for every .NET library built on that.</summary>
    Bare,

    /// <summary>Not gRPC at all: what the machine can do.</summary>
    Floor,
}

/// <summary>Who stands in one row of a table.</summary>
internal abstract record Entrant(string Name, EntrantKind Kind);

/// <summary>One program under comparison. Servers get their <c>--port</c> behind <paramref name="Arguments"/>, clients the common load arguments.</summary>
internal sealed record Contestant(string Name, EntrantKind Kind, string Program, params string[] Arguments) : Entrant(Name, Kind)
{
    /// <summary>It compiles while it runs, so it costs more at first.</summary>
    public bool IsCompiledAtRunTime { get; init; }

    /// <summary>It speaks no HTTP/2, so no call can be tried on it.</summary>
    public bool IsBareSocket { get; init; }

    /// <summary>It answers questions on its standard input; see Measuring.ServerQuestions.</summary>
    public bool AnswersQuestions { get; init; }
}

/// <summary>A client and the server that it calls: both ends of one library.</summary>
internal sealed record Pair(string Name, EntrantKind Kind, Contestant Server, Contestant Client) : Entrant(Name, Kind);
