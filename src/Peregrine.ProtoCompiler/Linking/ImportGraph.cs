using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;
using Peregrine.ProtoCompiler.WellKnown;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Loads files and what they import, and orders them so that each comes after the files it imports.</summary>
internal sealed class ImportGraph
{
    private readonly Dictionary<string, ProtoSource> _sources = new(StringComparer.Ordinal);
    private readonly IImportResolver? _resolver;
    private readonly AbsentFiles _absent;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, LinkedFile?> _files = new(StringComparer.Ordinal);
    private readonly List<LinkedFile> _ordered = [];
    private readonly Dictionary<LinkedFile, int> _onPath = [];

    private ImportGraph(IReadOnlyList<ProtoSource> sources, IImportResolver? resolver, AbsentFiles absent, CancellationToken cancellationToken)
    {
        _resolver = resolver;
        _absent = absent;
        _cancellationToken = cancellationToken;
        foreach (var source in sources)
        {
            if (!_sources.ContainsKey(source.Name))
                _sources.Add(source.Name, source);
        }
    }

    /// <summary>All files in order.</summary>
    public static IReadOnlyList<LinkedFile> Load(IReadOnlyList<ProtoSource> sources, IImportResolver? resolver, AbsentFiles absent, CancellationToken cancellationToken)
    {
        var graph = new ImportGraph(sources, resolver, absent, cancellationToken);
        foreach (var source in sources)
        {
            if (graph.Find(source.Name) is { } file)
                graph.Visit(file);
        }
        return graph._ordered;
    }

    private LinkedFile? Find(string name)
    {
        if (_files.TryGetValue(name, out var known))
            return known;
        _cancellationToken.ThrowIfCancellationRequested();
        LinkedFile? file = null;
        var source = _sources.TryGetValue(name, out var given) ? given : _resolver?.Resolve(name);
        if (source is not null)
            file = new LinkedFile(source.FileDescriptorProto is { } bytes ? FileDescriptorReader.Read(name, bytes) : ParsedTexts.Parse(name, source.Text), source);
        else if (WellKnownFiles.Find(name) is { } embedded)
            file = new LinkedFile(embedded) { IsEmbedded = true };
        _files.Add(name, file);
        return file;
    }

    private sealed class Frame(LinkedFile file, List<ImportSyntax> imports)
    {
        public LinkedFile File { get; } = file;

        public List<ImportSyntax> Imports { get; } = imports;

        public List<LinkedImport> Found { get; } = [];

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public int Next { get; set; }
    }

    // Depth first with a stack of its own: chains of imports may be long.
    private void Visit(LinkedFile root)
    {
        if (_onPath.ContainsKey(root))
            return;
        var path = new Stack<Frame>();
        Enter(root, path);
        while (path.Count > 0)
        {
            var frame = path.Peek();
            if (frame.Next == frame.Imports.Count)
            {
                frame.File.Imports = frame.Found;
                _onPath[frame.File] = -1;
                _ordered.Add(frame.File);
                path.Pop();
            }
            else
                FollowImport(frame, frame.Imports[frame.Next++], path);
        }
    }

    private void Enter(LinkedFile file, Stack<Frame> path)
    {
        _onPath[file] = path.Count;
        // Option imports come last, as in descriptor sets.
        path.Push(new Frame(file, [.. file.Syntax.Imports.OrderBy(i => i.Kind == ImportKind.Option)]));
    }

    private void FollowImport(Frame frame, ImportSyntax import, Stack<Frame> path)
    {
        var diagnostics = frame.File.Diagnostics;
        var name = import.Path.Text;
        if (!frame.Names.Add(name))
        {
            diagnostics.Report(DiagnosticRules.DuplicateImport, import.Path.Span, $"\"{name}\" is imported twice.", "Remove one of the imports.");
            return;
        }
        var target = IsCanonical(name) ? Find(name) : null;
        if (target is null)
        {
            ReportMissing(diagnostics, import);
            frame.Found.Add(new LinkedImport(name, import.Kind, null));
            return;
        }
        if (!_onPath.TryGetValue(target, out var depth))
        {
            Enter(target, path);
            depth = -1;
        }
        if (depth >= 0)
        {
            ReportCycle(diagnostics, import, path, depth);
            return;
        }
        frame.Found.Add(new LinkedImport(name, import.Kind, target));
    }

    private static void ReportCycle(DiagnosticBag diagnostics, ImportSyntax import, Stack<Frame> path, int depth)
    {
        var names = path.Reverse().Skip(depth).Select(frame => frame.File.Name);
        diagnostics.Report(DiagnosticRules.ImportCycle, import.Path.Span,
            $"The file imports itself: {string.Join(" -> ", names)} -> {import.Path.Text}.", "Move what both need into a file of its own.");
    }

    private void ReportMissing(DiagnosticBag diagnostics, ImportSyntax import)
    {
        var name = import.Path.Text;
        diagnostics.Report(DiagnosticRules.ImportNotFound, import.Path.Span, $"The imported file \"{name}\" was not found.", HintForMissing(name));
    }

    // One file, one name: protoc too refuses other spellings of a path.
    private static bool IsCanonical(string path) =>
        path.IndexOf('\\') < 0 && path.IndexOf("//", StringComparison.Ordinal) < 0 && !path.Split('/').Any(part => part is "." or "..");

    private string? HintForMissing(string name)
    {
        if (name.IndexOf('\\') >= 0)
            return "Paths in imports have forward slashes.";
        if (!IsCanonical(name))
            return "Write the path from an import root, without \".\", \"..\" and \"//\".";
        var known = _sources.Keys.Concat(_absent.Paths).ToList();
        var fileName = name.Substring(name.LastIndexOf('/') + 1);
        var sameFile = known.Find(k => k.EndsWith("/" + fileName, StringComparison.Ordinal) || k == fileName);
        return sameFile is not null ? $"There is a file \"{sameFile}\"; paths are relative to an import root." : NearestName.Hint(name, known);
    }
}
