using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The source locations of options: each has the path of the field that it set. What source retention strips has none.</summary>
internal sealed class OptionLocations(OptionPaths? paths, LocationWriter locations)
{
    /// <summary>An <c>option</c> statement: one location for the options message, one for the option.</summary>
    public void WriteStatement(int field, OptionSyntax option, object owner, OptionMessage options)
    {
        if (!IsStripped(options))
            locations.WritePart(field, option.Span);
        WriteOne(field, option, owner, options);
    }

    /// <summary>A list of options in brackets.</summary>
    public void WriteList(int field, OptionListSyntax list, object owner, OptionMessage options)
    {
        if (!IsStripped(options))
            locations.WritePart(field, list.Span);
        foreach (var option in list.Options)
            WriteOne(field, option, owner, options);
    }

    /// <summary>One option, in the options message with number <paramref name="field"/>.</summary>
    public void WriteOne(int field, OptionSyntax option, object owner, OptionMessage options)
    {
        if (paths?.Find(owner, option) is not { } path || IsStripped(options) || IsStripped(options, path))
            return;
        locations.Enter(field);
        foreach (var part in path)
            locations.Enter(part);
        locations.Write(option.Span, option.IsStatement ? option : null);
        locations.Leave(path.Length + 1);
    }

    /// <summary>Whether nothing of the options is left.</summary>
    public static bool IsStripped(OptionMessage options) => !options.IsEmpty && options.Unknown.Length == 0 && options.Fields.All(f => OptionWriter.IsSourceOnly(f.Field));

    private static bool IsStripped(OptionMessage options, int[] path)
    {
        OptionMessage? message = options;
        for (var i = 0; i < path.Length && message?.Find(path[i]) is { } field; i++)
        {
            if (OptionWriter.IsSourceOnly(field.Field))
                return true;
            if (field.Field.IsRepeated)
                i++;
            message = field.Last.Message;
        }
        return false;
    }
}
