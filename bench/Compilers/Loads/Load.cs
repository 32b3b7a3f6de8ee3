namespace Compilers.Loads;

/// <summary>Files that are compiled together.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Roots">The import roots.</param>
/// <param name="Files">The files, by their import names.</param>
internal sealed record Load(string Name, IReadOnlyList<string> Roots, IReadOnlyList<string> Files)
{
    /// <summary>The text of the files that are compiled, without what they import.</summary>
    public long Bytes { get; } = Files.Sum(file => new FileInfo(Path.Combine(Roots[0], file)).Length);
}
