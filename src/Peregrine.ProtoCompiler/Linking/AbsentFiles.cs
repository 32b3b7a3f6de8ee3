using Peregrine.ProtoCompiler.Syntax;
using Peregrine.ProtoCompiler.WellKnown;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>The files that nobody has imported, for hints: those of the compiler, and those that the resolver says it has. Nothing is read before it is asked for, and each search looks into every text.</summary>
internal sealed class AbsentFiles(IImportResolver? resolver)
{
    private readonly List<ProtoSource> _sources = [];
    private bool _isRead;

    /// <summary>All import paths that could be meant.</summary>
    public IEnumerable<string> Paths => (resolver as IImportCatalog)?.Paths.Concat(WellKnownFiles.Names) ?? WellKnownFiles.Names;

    /// <summary>The full name and the file of a message, or an enum, at the top level of a file, whose name is <paramref name="name"/> or ends with it; null if there is none.</summary>
    public (string FullName, string File)? Find(string name)
    {
        Read();
        var last = name.Substring(name.LastIndexOf('.') + 1);
        foreach (var source in _sources)
        {
            if (source.Text.IndexOf(last, StringComparison.Ordinal) < 0)
                continue;
            var syntax = ParsedTexts.Parse(source.Name, source.Text);
            foreach (var declared in syntax.Members.Select(NameOf).Where(declared => declared == last))
            {
                var fullName = Names.Join(syntax.PackageName, last);
                if (fullName == name || fullName.EndsWith("." + name, StringComparison.Ordinal))
                    return (fullName, source.Name);
            }
        }
        return null;
    }

    private static string? NameOf(SyntaxNode member) => member switch
    {
        MessageSyntax message => message.Name.Text,
        EnumSyntax type => type.Name.Text,
        _ => null,
    };

    private void Read()
    {
        if (_isRead)
            return;
        _isRead = true;
        foreach (var path in (resolver as IImportCatalog)?.Paths ?? [])
        {
            if (resolver!.Resolve(path) is { FileDescriptorProto: null } source) // there is one, or there were no paths
                _sources.Add(source);
        }
        // The files of google/protobuf before others with a type of the same name.
        foreach (var path in WellKnownFiles.Names.OrderBy(static path => path.StartsWith("google/protobuf/", StringComparison.Ordinal) ? 0 : 1))
        {
            if (WellKnownFiles.FindText(path) is { } text)
                _sources.Add(new ProtoSource(path, text));
        }
    }
}
