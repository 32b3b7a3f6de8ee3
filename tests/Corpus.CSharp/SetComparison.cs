using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtocOracle;

namespace Corpus.CSharp;

/// <summary>Compiles one set with both compilers and compares what comes out.</summary>
internal sealed partial class SetComparison(ClosedSet set, int seeds)
{
    private readonly List<FileDescriptor> _files = [.. set.Files];
    private readonly Dictionary<string, (VerdictKind Kind, string Reason)> _left = new(StringComparer.Ordinal);
    private readonly List<Difference> _differences = [];

    /// <summary>A verdict for each file that the set answers for.</summary>
    public static IEnumerable<Verdict> Compare(ClosedSet set, int seeds)
    {
        var verdicts = new SetComparison(set, seeds).Run();
        // What does not compile may be in the way of another; alone it is not.
        return set.Owned.Count == 1
            ? verdicts.Select(static pair => pair.Verdict)
            : verdicts.SelectMany(pair => pair.Verdict.Kind is VerdictKind.Equal or VerdictKind.Different ? [pair.Verdict] : Compare(ClosedSet.Of(set.Unit, pair.File), seeds));
    }

    private List<(FileDescriptor File, Verdict Verdict)> Run()
    {
        var protoc = CompileProtoc();
        var ours = CompileOurs();
        var names = set.Owned.Select(static file => file.Name).Intersect(_files.Select(static file => file.Name), StringComparer.Ordinal).ToArray();
        var judgement = protoc is null || ours is null ? null : JudgeProcess.Run(protoc, ours, names, seeds);
        return [.. set.Owned.Select(file => (file, VerdictOf(file, judgement)))];
    }

    private Verdict VerdictOf(FileDescriptor file, Judgement? judgement)
    {
        if (_left.TryGetValue(file.Name, out var left))
            return new Verdict(set.Unit[file], left.Kind, 0, 0, [left.Reason]);
        if (judgement?.Refused.GetValueOrDefault(GeneratedTypes.Reflection(file)) is { } refusal)
            return new Verdict(set.Unit[file], VerdictKind.RefusedByRuntime, 0, 0, [refusal]);
        var findings = _differences.Concat(judgement?.Differences ?? []).Where(found => FileOf(found) == file.Name).Select(static found => found.Text).ToArray();
        var (total, equal) = judgement?.Messages.GetValueOrDefault(file.Name) ?? default;
        return new Verdict(set.Unit[file], findings.Length == 0 ? VerdictKind.Equal : VerdictKind.Different, total, equal, findings);
    }

    // A line of the public surface belongs to the file that has the type; what belongs to none is put down to the first file.
    private string FileOf(Difference found)
    {
        if (found.File.Length > 0)
            return found.File;
        var words = Word().Matches(found.Text).Select(static word => word.Value.Split('+')[0]).ToHashSet(StringComparer.Ordinal);
        return (set.Owned.FirstOrDefault(file => GeneratedTypes.Messages(file).Any(words.Contains)) ?? set.Owned[0]).Name;
    }

    // Files that protoc rejects, or whose C# does not compile, are taken out, with all that need them, until the others do.
    private byte[]? CompileProtoc()
    {
        while (_files.Count > 0)
        {
            var sources = Protoc.TryCSharp(set.Unit.Roots, _files.Select(static file => file.Name), out var errors);
            if (sources is null)
            {
                TakeOut(Rejections(errors), VerdictKind.RejectedByProtoc);
                continue;
            }
            var image = Emit("Protoc", sources, DiagnosticSeverity.Error, out var findings);
            if (findings.Count == 0)
            {
                _differences.AddRange(WrongNames(sources));
                return image;
            }
            TakeOut(findings.Select(static found => (found.File, $"protoc's C#: {found.Text}")), VerdictKind.OnlyOursCompiles);
        }
        return null;
    }

    private byte[]? CompileOurs()
    {
        foreach (var file in set.Owned.Where(file => _left.TryGetValue(file.Name, out var left) && left.Kind == VerdictKind.OnlyOursCompiles))
        {
            Emit("Alone", ClosedSet.Closure(file).SelectMany(CSharp), DiagnosticSeverity.Warning, out var findings);
            if (findings.Count > 0)
                _left[file.Name] = (VerdictKind.NeitherCompiles, $"{_left[file.Name].Reason}; ours: {findings[0].Text}");
        }
        while (_files.Count > 0)
        {
            var image = Emit("Ours", _files.SelectMany(CSharp), DiagnosticSeverity.Warning, out var findings);
            _differences.AddRange(findings);
            if (image is not null)
                return image;
            _files.RemoveAll(file => ClosedSet.Closure(file).Any(needed => findings.Any(found => found.File == needed.Name)));
        }
        return null;
    }

    private IEnumerable<Difference> WrongNames(IEnumerable<CSharpFile> sources) =>
        from source in sources
        let ours = GeneratedFileNames.Messages(_files.Find(file => file.Name == source.Proto)!, ".cs", baseNamespace: "")
        where ours != source.Name
        select new Difference(source.Proto, $"the C# file: protoc's is named {source.Name}, ours {ours}");

    private static IEnumerable<CSharpFile> CSharp(FileDescriptor file)
    {
        yield return new CSharpFile(file.Name, CSharpEmitter.EmitMessages(file, new EmitOptions()));
        // What is right in protobuf and cannot be C# is an error in a build.
        if (CSharpNames.Check([(file, new EmitOptions())]).Count == 0 && CSharpEmitter.EmitServices(file, new EmitOptions()) is { } services)
            yield return new CSharpFile(file.Name, services);
    }

    private byte[]? Emit(string name, IEnumerable<CSharpFile> files, DiagnosticSeverity worst, out IReadOnlyList<Difference> findings)
    {
        using var image = new MemoryStream();
        var result = CompiledCode.Compilation(name, files).Emit(image);
        findings =
        [
            .. result.Diagnostics
                .Where(finding => finding.Severity >= worst && !(finding.Id is "CS0436" && set.IsOfRuntime))
                .GroupBy(static finding => finding.Location.SourceTree?.FilePath ?? "", StringComparer.Ordinal)
                .Select(static group => new Difference(group.Key, CompiledCode.Text(group.OrderByDescending(static finding => finding.Severity).First()))),
        ];
        return result.Success ? image.ToArray() : null;
    }

    // "path/a.proto:12:3: message" or "path/a.proto: message"; the path is an import path or one on disk.
    private IEnumerable<(string File, string Reason)> Rejections(string errors)
    {
        foreach (var line in errors.Split('\n').Where(static line => line.Length > 0 && !line.Contains(": warning:", StringComparison.Ordinal)))
        {
            var path = Place().Match(line).Groups[1].Value;
            var root = set.Unit.Roots.FirstOrDefault(root => path.StartsWith(root + "/", StringComparison.Ordinal));
            yield return (root is null ? path : path[(root.Length + 1)..], $"protoc: {line}");
        }
    }

    private void TakeOut(IEnumerable<(string File, string Reason)> bad, VerdictKind kind)
    {
        var reasons = bad.DistinctBy(static one => one.File).ToDictionary(static one => one.File, static one => one.Reason, StringComparer.Ordinal);
        var affected = _files.Select(file => (File: file, Cause: ClosedSet.Closure(file).LastOrDefault(needed => reasons.ContainsKey(needed.Name)))).Where(static one => one.Cause is not null).ToList();
        if (affected.Count == 0)
            affected = _files.ConvertAll(file => (file, (FileDescriptor?)file));
        foreach (var (file, cause) in affected)
        {
            var reason = reasons.GetValueOrDefault(cause!.Name) ?? reasons.Values.First();
            _left[file.Name] = (kind, file == cause ? reason : $"imports {cause.Name}: {reason}");
            _files.Remove(file);
        }
    }

    [GeneratedRegex(@"[\w.+]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(.*?\.proto):")]
    private static partial Regex Place();
}
