namespace Peregrine.Protoc.Tests.Oracle;

/// <summary>The corner cases of the compiler's own tests, and the files that come with protoc.</summary>
internal static class Corpus
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static TheoryData<string> Files => [.. FilesIn(Root)];

    public static TheoryData<string> WellKnownFiles => [.. FilesIn(RealProtoc.IncludePath)];

    private static IEnumerable<string> FilesIn(string root) =>
        Directory.EnumerateFiles(root, "*.proto", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
