using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Guesses what an undefined name was meant to be, from all files of the compilation.</summary>
internal sealed class NameHints(SymbolTable symbols, AbsentFiles absent)
{
    /// <summary>Each guess looks at every type; after so many, the user has enough to read.</summary>
    private const int MaxHints = 50;

    /// <summary>Each search looks into every text.</summary>
    private const int MaxSearches = 20;

    private int _given;
    private int _searches;

    /// <summary>A sentence, or null.</summary>
    public string? For(string name, FileDescriptor file, bool isType)
    {
        if (++_given > MaxHints)
            return null;
        var last = name.Substring(name.LastIndexOf('.') + 1);
        var types = symbols.Descriptors.Where(s => s is MessageDescriptor { IsMapEntry: false } || (isType && s is EnumDescriptor)).ToList();
        var sameName = types.Find(type => type.Name == last);
        if (sameName is not null)
            return sameName.File == file ? $"Did you mean \"{sameName.FullName}\"?" : HintForOtherFile(sameName, file);
        if (last == name && HintForForeign(name) is { } foreign)
            return foreign;
        if (++_searches <= MaxSearches && absent.Find(name.TrimStart('.')) is { } found)
            return (found.FullName == name.TrimStart('.') ? "Add" : $"Use {found.FullName}; add") + $": import \"{found.File}\";";
        var candidates = types.Where(type => type.File == file || file.Imports.Any(i => i.File == type.File)).Select(type => type.Name);
        return NearestName.Hint(last, isType ? TypeNameParser.ScalarNames.Concat(candidates) : candidates);
    }

    private static string HintForOtherFile(Descriptor type, FileDescriptor file) => file.Imports.Any(i => i.File == type.File)
        ? $"Did you mean \"{type.FullName}\"?"
        : $"\"{type.FullName}\" is defined in \"{type.File.Name}\"; add: import \"{type.File.Name}\";";

    // Names from other languages.
    private static string? HintForForeign(string name) => name switch
    {
        "int" or "Int32" or "integer" => "Did you mean \"int32\"?",
        "long" or "Int64" => "Did you mean \"int64\"?",
        "uint" => "Did you mean \"uint32\"?",
        "ulong" => "Did you mean \"uint64\"?",
        "boolean" or "Boolean" => "Did you mean \"bool\"?",
        "decimal" or "Decimal" => "Protobuf has no decimal; google.type.Decimal holds one as text; add: import \"google/type/decimal.proto\";",
        "DateTime" or "datetime" => "Use google.protobuf.Timestamp; add: import \"google/protobuf/timestamp.proto\";",
        "TimeSpan" or "timespan" => "Use google.protobuf.Duration; add: import \"google/protobuf/duration.proto\";",
        "object" or "Object" => "Use google.protobuf.Any; add: import \"google/protobuf/any.proto\";",
        "void" => "Use google.protobuf.Empty; add: import \"google/protobuf/empty.proto\";",
        "guid" or "Guid" or "uuid" or "UUID" => "Use \"string\" or \"bytes\".",
        _ => null,
    };
}
