using System.Globalization;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The comments in a serialized <c>SourceCodeInfo</c>, by the path of what they belong to.</summary>
internal sealed class SerializedComments
{
    private readonly Dictionary<string, SourceComments> _byPath = new(StringComparer.Ordinal);

    /// <summary>Reads the locations that have comments.</summary>
    public SerializedComments(byte[]? sourceInfo)
    {
        if (sourceInfo is null)
            return;
        var reader = new WireReader(sourceInfo);
        while (reader.Next())
        {
            if (reader.Number == 1)
                ReadLocation(reader.Message);
        }
    }

    /// <summary>The path of an element of a repeated field of a declaration.</summary>
    public static string Path(string parent, int field, int index) =>
        parent + "/" + field.ToString(CultureInfo.InvariantCulture) + "/" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The comments of that declaration.</summary>
    public SourceComments Of(string path) => _byPath.TryGetValue(path, out var comments) ? comments : SourceComments.None;

    private void ReadLocation(WireReader location)
    {
        var path = "";
        string? leading = null;
        string? trailing = null;
        var detached = new List<string>();
        while (location.Next())
        {
            switch (location.Number)
            {
                case 1:
                    path += PathOf(location);
                    break;
                case 3:
                    leading = location.Text;
                    break;
                case 4:
                    trailing = location.Text;
                    break;
                case 6:
                    detached.Add(location.Text);
                    break;
            }
        }
        if (leading is not null || trailing is not null || detached.Count > 0)
            _byPath[path] = new SourceComments(leading, trailing, detached);
    }

    private static string PathOf(WireReader location)
    {
        if (location.Type == WireType.Varint)
            return "/" + location.Int32.ToString(CultureInfo.InvariantCulture);
        var path = "";
        for (var elements = location.Message; elements.NextElement(WireType.Varint);)
            path += "/" + elements.Int32.ToString(CultureInfo.InvariantCulture);
        return path;
    }
}
