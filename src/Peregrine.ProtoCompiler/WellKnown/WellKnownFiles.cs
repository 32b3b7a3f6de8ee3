using System.Collections.Concurrent;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.WellKnown;

/// <summary>The files that come with the compiler: <c>google/protobuf/…</c> and the common ones of <c>google/api</c>, <c>google/rpc</c>, <c>google/type</c>.</summary>
internal static class WellKnownFiles
{
    private const string Prefix = "Peregrine.ProtoCompiler.Protos/";

    private static readonly Lazy<HashSet<string>> KnownNames = new(FindNames);
    private static readonly ConcurrentDictionary<string, FileSyntax> Parsed = new(StringComparer.Ordinal);

    /// <summary>The import paths, ordered.</summary>
    public static IEnumerable<string> Names => KnownNames.Value.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Whether the compiler has the file.</summary>
    public static bool Contains(string name) => KnownNames.Value.Contains(name);

    /// <summary>The parsed file, or null. Syntax is immutable, so all compilations share it.</summary>
    public static FileSyntax? Find(string name) =>
        Contains(name) ? Parsed.GetOrAdd(name, Parse) : null;

    /// <summary>The text, or null.</summary>
    public static string? FindText(string name) => Contains(name) ? ReadText(name) : null;

    private static FileSyntax Parse(string name) => ProtoParser.Parse(new SourceText(name, ReadText(name)));

    private static string ReadText(string name)
    {
        using var stream = typeof(WellKnownFiles).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The assembly has lost its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static HashSet<string> FindNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in typeof(WellKnownFiles).Assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
                names.Add(resource.Substring(Prefix.Length));
        }
        return names;
    }
}
