using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Peregrine.ProtoCompiler;

namespace Peregrine.Generator;

/// <summary>
/// The list of the build's <c>.proto</c> files and baselines with what their items say, as <c>Peregrine.targets</c> writes it: the project's folder in the first line,
/// then a line for each file. One file, because the compiler's own way, a section of its options for each, costs every build half a millisecond per file.
/// </summary>
internal sealed class ItemList : IEquatable<ItemList>
{
    private const string FileName = "peregrine.items.txt";
    private const int Parts = 8;
    private static readonly char[] Lines = ['\r', '\n'];
    private static readonly char[] Separator = ['|'];

    private readonly string _text;
    private readonly Dictionary<string, ItemSettings> _items;

    private ItemList(string text)
    {
        _text = text;
        var lines = text.Split(Lines, StringSplitOptions.RemoveEmptyEntries);
        ProjectFolder = lines.Length == 0 ? "" : ImportPath.Normalize(lines[0]);
        // Where paths have drive letters, their case does not matter.
        _items = new Dictionary<string, ItemSettings>(ProjectFolder.IndexOf(':') == 1 ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var parts = line.Split(Separator, Parts);
            if (parts.Length == Parts)
                _items[ImportPath.Normalize(parts[0])] = Settings([.. parts.Select(static part => part.Trim())]);
        }
    }

    public string ProjectFolder { get; }

    /// <summary>Whether the additional file is such a list.</summary>
    public static bool Is(AdditionalText file) => Path.GetFileName(file.Path) == FileName;

    /// <summary>Reads the list of a build; an empty one if there is none.</summary>
    public static ItemList Read(ImmutableArray<AdditionalText> lists, CancellationToken cancellationToken) =>
        new(lists.IsEmpty ? "" : lists[0].GetText(cancellationToken)?.ToString() ?? "");

    /// <summary>What is said about a file; null if it is not in the list.</summary>
    public ItemSettings? Find(AdditionalText file) => _items.TryGetValue(ImportPath.Normalize(file.Path), out var settings) ? settings : null;

    public bool Equals(ItemList? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as ItemList);

    public override int GetHashCode() => _text.Length;

    private static ItemSettings Settings(string[] parts) => new()
    {
        Kind = parts[1],
        GrpcServices = parts[2],
        Access = parts[3],
        ProtoCompile = parts[4],
        BaselineLevel = parts[5],
        Baseline = parts[6],
        Roots = parts[7],
    };
}
