using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary><c>default</c> and <c>json_name</c>: written like options, but fields of the descriptor itself.</summary>
internal static class PseudoOptions
{
    public static bool Is(OptionTarget target, OptionSyntax option) => target.Element is FieldDescriptor && target.Range is null && (IsDefault(option) || IsJsonName(option));

    public static bool IsDefault(OptionSyntax option) => IsNamed(option, "default");

    public static bool IsJsonName(OptionSyntax option) => IsNamed(option, "json_name");

    private static bool IsNamed(OptionSyntax option, string name) => option.Name.Count == 1 && !option.Name[0].IsExtension && option.Name[0].Text == name;
}
