using System.Security.Cryptography;
using System.Text;

namespace Corpus.CSharp;

/// <summary>Chooses the files that a run compares, always the same ones.</summary>
internal sealed class Selection(int perPackage)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Evenly spread ones of a package, not more than the limit; 0 means all.</summary>
    public IEnumerable<CorpusFile> Of(IReadOnlyList<CorpusFile> files)
    {
        var step = perPackage == 0 ? 1 : (files.Count + perPackage - 1) / perPackage;
        return files.Where((_, i) => i % Math.Max(1, step) == 0);
    }

    /// <summary>Whether the file, with all that it imports, is none that another package has, too.</summary>
    public bool IsNew(Peregrine.ProtoCompiler.Descriptors.FileDescriptor file)
    {
        var closure = ClosedSet.Closure(file).Select(static needed => needed.Name + "\0" + needed.Source.Text);
        return _seen.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', closure)))));
    }
}
