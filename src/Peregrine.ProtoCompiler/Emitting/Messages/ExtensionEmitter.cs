using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Messages;

/// <summary>Writes extensions: the identifiers that a file declares, and the accessors of messages that can be extended.</summary>
internal static class ExtensionEmitter
{
    private const string Pb = "global::Google.Protobuf.";

    /// <summary>Writes the class that holds the identifiers of <paramref name="extensions"/>.</summary>
    public static void Container(CodeWriter writer, string name, IReadOnlyList<FieldDescriptor> extensions, string access)
    {
        writer.Line(MessageEmitter.GeneratedCode).Open($"{access} static partial class {name}");
        var properties = Names(extensions);
        for (var i = 0; i < extensions.Count; i++)
        {
            var extension = extensions[i];
            var type = Type(extension);
            DocComments.Summary(writer, extension, $"The extension <c>{extension.FullName}</c>.");
            if (extension.Options.Deprecated)
                writer.Line("[global::System.Obsolete]");
            var codec = ElementCodec.Of(extension);
            var create = extension.IsRepeated ? codec.Create(extension) : codec.CreateWithDefault(extension);
            writer.Line($"public static readonly {type} {properties[i]} = new {type}({Literals.Of(extension.Number)}, {create});");
        }
        writer.Close().Line();
    }

    /// <summary>The expressions that name the extensions of a file or message.</summary>
    public static IEnumerable<string> References(string container, IReadOnlyList<FieldDescriptor> extensions) =>
        Names(extensions).Select(name => $"{container}.{name}");

    /// <summary>Writes the methods of a message that can be extended.</summary>
    public static void Accessors(CodeWriter writer, string message)
    {
        void Method(string summary, string signature, string body) => writer
            .Line($"/// <summary>{summary}</summary>")
            .Line($"public {signature} => {body};");

        var one = $"{Pb}Extension<{message}, TValue> extension";
        var many = $"{Pb}RepeatedExtension<{message}, TValue> extension";
        var list = $"{Pb}Collections.RepeatedField<TValue>";
        writer.Directive(NullableContext.Oblivious);
        Method("The value of an extension, or its default.", $"TValue GetExtension<TValue>({one})", $"{Pb}ExtensionSet.Get(ref _extensions, extension)");
        Method("The values of an extension, or null.", $"{list} GetExtension<TValue>({many})", $"{Pb}ExtensionSet.Get(ref _extensions, extension)");
        Method("The values of an extension, made if absent.", $"{list} GetOrInitializeExtension<TValue>({many})", $"{Pb}ExtensionSet.GetOrInitialize(ref _extensions, extension)");
        Method("Sets an extension.", $"void SetExtension<TValue>({one}, TValue value)", $"{Pb}ExtensionSet.Set(ref _extensions, extension, value)");
        Method("Whether an extension is set.", $"bool HasExtension<TValue>({one})", $"{Pb}ExtensionSet.Has(ref _extensions, extension)");
        Method("Unsets an extension.", $"void ClearExtension<TValue>({one})", $"{Pb}ExtensionSet.Clear(ref _extensions, extension)");
        Method("Unsets an extension.", $"void ClearExtension<TValue>({many})", $"{Pb}ExtensionSet.Clear(ref _extensions, extension)");
        writer.Directive(NullableContext.Annotated);
    }

    private static string[] Names(IReadOnlyList<FieldDescriptor> extensions)
    {
        var scope = new NameScope("Equals", "ToString", "GetHashCode", "GetType", "ReferenceEquals", "MemberwiseClone", "Finalize", "Extensions");
        return [.. extensions.Select(extension => scope.Claim(Name(extension)))];
    }

    // As protoc has it: an extension is no namesake of the message that it extends.
    private static string Name(FieldDescriptor extension)
    {
        var name = MessageNames.Pascal(extension);
        return name == extension.ContainingType!.Name ? name + "_" : name;
    }

    private static string Type(FieldDescriptor extension)
    {
        var codec = ElementCodec.Of(extension);
        var target = TypeNames.Full(extension.ContainingType!);
        return $"{Pb}{(extension.IsRepeated ? "RepeatedExtension" : "Extension")}<{target}, {codec.ElementType}>";
    }
}
