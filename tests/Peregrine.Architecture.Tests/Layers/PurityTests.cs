namespace Peregrine.Architecture.Tests.Layers;

/// <summary>What whole assemblies stay away from.</summary>
public sealed class PurityTests
{
    private static readonly HashSet<string> s_lookUps =
    [
        "GetConstructor", "GetConstructors", "GetField", "GetFields", "GetInterfaces", "GetMember", "GetMembers", "GetMethod", "GetMethods",
        "GetProperties", "GetProperty", "GetType", "InvokeMember", "MakeArrayType", "MakeGenericType",
    ];

    public static TheoryData<string> RuntimeProjects =>
        [.. Repository.ShippedProjects.Where(project => project is not ("Peregrine.Generator" or "Peregrine.ProtoCompiler"))];

    [Fact]
    public void The_engine_knows_no_sockets_tasks_locks_or_clock()
    {
        Offenders.None("Peregrine.Http2 takes bytes and the time as parameters, and runs on its caller's thread.", Uses("Peregrine.Http2", IsImpure));
    }

    [Fact]
    public void The_proto_compiler_touches_no_file_process_or_network()
    {
        Offenders.None(
            "Peregrine.ProtoCompiler is a pure function of text.",
            Uses("Peregrine.ProtoCompiler", use => use.Used is { Namespace: "System.IO", Name: "File" or "Directory" or "FileStream" or "FileInfo" or "DirectoryInfo" } or { Namespace: "System", Name: "Console" }
                || IsEnvironment(use) || Below(use, "System.Net") || Below(use, "System.Diagnostics.Process")));
    }

    [Theory]
    [MemberData(nameof(RuntimeProjects))]
    public void Nothing_that_is_shipped_reflects_or_generates_code_at_run_time(string project)
    {
        Offenders.None($"{project} is clean for Native AOT.", Uses(project, IsReflection));
    }

    private static bool IsImpure(TypeUse use) =>
        Below(use, "System.Net") || Below(use, "System.Threading") || Below(use, "System.IO") || IsEnvironment(use)
        || use.Used is { Namespace: "System.Diagnostics", Name: "Stopwatch" } or { Namespace: "System", Name: "TimeProvider" or "Console" or "Random" };

    /// <summary>Iterators ask for the thread's number by themselves.</summary>
    private static bool IsEnvironment(TypeUse use) => use is { Used: { Namespace: "System", Name: "Environment" }, UsedMember: not "get_CurrentManagedThreadId" };

    /// <summary>The name of a type, which a log line may show, is no reflection.</summary>
    private static bool IsReflection(TypeUse use) =>
        Below(use, "System.Linq.Expressions") || Below(use, "Microsoft.CSharp") || Below(use, "System.Reflection.Emit")
        || (use.Used.Namespace == "System.Reflection" && !use.Used.Name.EndsWith("Attribute", StringComparison.Ordinal) && use is not { Used.Name: "MemberInfo", UsedMember: "get_Name" })
        || use.Used is { Namespace: "System", Name: "Activator" }
        || (use.Used is { Namespace: "System", Name: "Type" } && s_lookUps.Contains(use.UsedMember));

    private static bool Below(TypeUse use, string name) => use.Used.Namespace == name || use.Used.Namespace.StartsWith($"{name}.", StringComparison.Ordinal);

    private static List<string> Uses(string project, Func<TypeUse, bool> which)
    {
        using var assembly = CompiledAssembly.Open(project);
        return [.. assembly.Uses().Where(use => which(use)).Select(use => use.ToString())];
    }
}
