namespace Comparison.Contestants;

internal static class Repository
{
    /// <summary>The folder of the solution, found upwards from where this program was built to.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Where bench/compare puts what is not built by the SDK.</summary>
    public static string Built { get; } = Path.Combine(Root, "artifacts", "bench");

    public static string Certificate(string name) => Path.Combine(Built, "certificates", name);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Peregrine.slnx"))) return at.FullName;
        }

        throw new ContestantException($"{folder} is not inside the repository: run bench/compare from a checkout.");
    }
}
