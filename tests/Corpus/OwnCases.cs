using Peregrine.ProtoCompiler.Tests.Oracle;
using Peregrine.ProtoCompiler.WellKnown;

namespace Corpus;

/// <summary>What the repository itself brings: its corner cases, and the files that the compiler embeds.</summary>
internal static class OwnCases
{
    private const string Name = "peregrine";

    /// <summary>The corner cases of the compiler's tests, as a package; the rejected ones are written out, one file each.</summary>
    public static CorpusPackage WriteTo(string folder, string repository)
    {
        var corpus = Path.Combine(repository, "tests", "Peregrine.ProtoCompiler.Tests", "Corpus");
        var accepted = Path.Combine(corpus, "accepted");
        foreach (var file in Directory.EnumerateFiles(accepted, "*.proto", SearchOption.AllDirectories))
            Write(Path.Combine(folder, "accepted", Path.GetRelativePath(accepted, file)), File.ReadAllBytes(file));
        foreach (var (name, text) in RejectedCases.In(Path.Combine(corpus, "rejected.txt")))
            Write(Path.Combine(folder, "rejected", name + ".proto"), System.Text.Encoding.UTF8.GetBytes(text));
        return new CorpusPackage(Name, Name, folder, [Path.Combine(folder, "accepted"), Path.Combine(folder, "rejected"), folder], []);
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
