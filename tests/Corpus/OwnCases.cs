using Peregrine.ProtoCompiler.Tests.Oracle;
using Peregrine.ProtoCompiler.WellKnown;

namespace Corpus;

/// <summary>What the repository itself brings: its corner cases, and the files that the compiler embeds.</summary>
internal static class OwnCases
{
    /// <summary>Their name among the packages. They are kept in the repository, so corpus.tsv does not list them.</summary>
    public const string Name = "peregrine";

    /// <summary>The corner cases of the compiler's tests, as a package; each small one gets a folder of its own.</summary>
    public static CorpusPackage WriteTo(string folder, string repository)
    {
        var corpus = Path.Combine(repository, "tests", "Peregrine.ProtoCompiler.Tests", "Corpus");
        var accepted = Path.Combine(corpus, "accepted");
        foreach (var file in Directory.EnumerateFiles(accepted, "*.proto", SearchOption.AllDirectories))
            Write(Path.Combine(folder, "accepted", Path.GetRelativePath(accepted, file)), File.ReadAllBytes(file));
        foreach (var small in SmallCase.In(accepted))
            small.WriteTo(Path.Combine(folder, "small", small.Name));
        foreach (var small in SmallCase.In(Path.Combine(corpus, "rejected")))
            small.WriteTo(Path.Combine(folder, "small", small.Name));
        var roots = Directory.EnumerateDirectories(Path.Combine(folder, "small")).Append(Path.Combine(folder, "accepted")).Append(folder);
        return new CorpusPackage(Name, Name, folder, [.. roots.OrderByDescending(root => root.Length)], []);
    }

    /// <summary>The files that our compiler brings along must be given to protoc.</summary>
    public static string WriteEmbeddedTo(string folder)
    {
        foreach (var name in WellKnownFiles.Names)
            Write(Path.Combine(folder, name), System.Text.Encoding.UTF8.GetBytes(WellKnownFiles.FindText(name)!));
        return folder;
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
