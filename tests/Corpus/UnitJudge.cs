using System.Text.RegularExpressions;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>
/// Compares both compilers over the files of a unit. What protoc accepts together is compared as one descriptor set, all its bytes,
/// with and without source info; what it refuses, or what clashes with another file, is compared file by file.
/// </summary>
internal sealed partial class UnitJudge(CorpusUnit unit)
{
    public List<(CorpusFile File, Comparison Result)> Judge()
    {
        var (together, alone) = Split();
        var results = CompareTogether(together);
        var single = alone.AsParallel().Select(file => (file, CompareAlone(file.ImportPath)));
        return [.. results, .. single];
    }

    // Leaves out what protoc complains about until it accepts the rest.
    private (List<CorpusFile> Together, List<CorpusFile> Alone) Split()
    {
        var together = unit.Files.ToList();
        var alone = new List<CorpusFile>();
        while (together.Count > 0)
        {
            var result = Protoc.Compile(unit.Roots, [.. together.Select(file => file.ImportPath)], sourceInfo: false);
            if (result.DescriptorSet is not null)
                break;
            var named = result.Output.Where(line => !line.Contains(": warning:", StringComparison.Ordinal)).Select(FileOf).ToHashSet(StringComparer.Ordinal);
            var refused = together.Where(file => named.Contains(file.ImportPath)).ToList();
            if (refused.Count == 0)
                refused = together;
            alone.AddRange(refused);
            together = [.. together.Except(refused)];
        }
        return (together, alone);
    }

    private List<(CorpusFile File, Comparison Result)> CompareTogether(List<CorpusFile> files)
    {
        if (files.Count == 0)
            return [];
        var names = files.ConvertAll(file => file.ImportPath);
        var withInfo = Task.Run(() => Protoc.Compile(unit.Roots, names, sourceInfo: true).DescriptorSet!);
        var without = Task.Run(() => Protoc.Compile(unit.Roots, names, sourceInfo: false).DescriptorSet!);
        var resolver = new FolderResolver(unit.Roots);
        var ours = ProtoCompilation.Compile([.. names.Select(name => resolver.Resolve(name)!)], resolver);
        var suspects = SetDifference.Of(ours, sourceInfo: true, withInfo.Result);
        suspects.UnionWith(SetDifference.Of(ours, sourceInfo: false, without.Result));
        return [.. files.AsParallel().Select(file => (file, suspects.Contains(file.ImportPath) ? CompareAlone(file.ImportPath) : new Comparison(file.ImportPath, Verdict.Equal, "")))];
    }

    private Comparison CompareAlone(string file)
    {
        var first = Comparison.Of(unit.Roots, file, sourceInfo: true);
        return first.Verdict == Verdict.Equal ? Comparison.Of(unit.Roots, file) : first;
    }

    // "path/a.proto:12:3: message" or "path/a.proto: message"; the path is an import path or one on disk.
    private string FileOf(string line)
    {
        var path = PlacePattern().Match(line).Groups[1].Value;
        var root = unit.Roots.FirstOrDefault(root => path.StartsWith(root + "/", StringComparison.Ordinal));
        return root is null ? path : path[(root.Length + 1)..];
    }

    [GeneratedRegex(@"^(.*?\.proto):")]
    private static partial Regex PlacePattern();
}
