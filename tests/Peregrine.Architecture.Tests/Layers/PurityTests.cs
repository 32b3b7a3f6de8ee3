namespace Peregrine.Architecture.Tests.Layers;

/// <summary>What whole assemblies stay away from.</summary>
public sealed class PurityTests
{
    /// <summary>Declares <see cref="Type"/>'s Name, which a log line may show.</summary>
    private const string TypeOfTypeName = "MemberInfo";

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
            Uses("Peregrine.ProtoCompiler", type => type is { Namespace: "System.IO", Name: "File" or "Directory" or "FileStream" or "FileInfo" or "DirectoryInfo" } or { Namespace: "System", Name: "Environment" or "Console" }
                || Below(type, "System.Net") || Below(type, "System.Diagnostics.Process")));
    }

    [Theory]
    [MemberData(nameof(RuntimeProjects))]
    public void Nothing_that_is_shipped_reflects_or_generates_code_at_run_time(string project)
    {
        Offenders.None($"{project} is clean for Native AOT.", Uses(project, IsReflection));
    }

    private static bool IsImpure(TypeName type) =>
        Below(type, "System.Net") || Below(type, "System.Threading") || Below(type, "System.IO") || type is { Namespace: "System.Diagnostics", Name: "Stopwatch" }
        || type is { Namespace: "System", Name: "TimeProvider" or "Environment" or "Console" or "Random" };

    private static bool IsReflection(TypeName type) =>
        Below(type, "System.Linq.Expressions") || Below(type, "Microsoft.CSharp") || Below(type, "System.Reflection.Emit")
        || (type.Namespace == "System.Reflection" && !type.Name.EndsWith("Attribute", StringComparison.Ordinal) && type.Name != TypeOfTypeName)
        || type is { Namespace: "System", Name: "Activator" };

    private static bool Below(TypeName type, string name) => type.Namespace == name || type.Namespace.StartsWith($"{name}.", StringComparison.Ordinal);

    private static List<string> Uses(string project, Func<TypeName, bool> which)
    {
        using var assembly = CompiledAssembly.Open(project);
        return [.. assembly.Uses().Where(use => which(use.Used)).Select(use => use.ToString())];
    }
}
