using Google.Protobuf;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Corpus.CSharp;

/// <summary>
/// What a file takes for itself in a compilation, in protobuf and in C#: two files with one claim cannot stand in one compilation, unless they
/// share it as packages or namespaces do.
/// </summary>
internal static class Claims
{
    private const string Shared = "shared";

    private static readonly System.Reflection.Assembly Runtime = typeof(IMessage).Assembly;

    /// <summary>Whether the runtime has the classes of the file, so that nobody writes them.</summary>
    public static bool IsOfRuntime(FileDescriptor file) =>
        file.Name.StartsWith("google/protobuf/", StringComparison.Ordinal) && Runtime.GetType(GeneratedTypes.Reflection(file)) is not null;

    /// <summary>The claims of a file, each with who makes it.</summary>
    public static IReadOnlyDictionary<string, string> Of(FileDescriptor file)
    {
        var claims = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Prefixes("proto", file.Package + ".");
        foreach (var symbol in file.Messages.Cast<Descriptor>().Concat(file.Enums).Concat(file.Enums.SelectMany(static type => type.Values)).Concat(file.Services).Concat(file.Extensions))
            claims["proto " + symbol.FullName] = file.Name;
        foreach (var extension in file.Extensions.Concat(file.Messages.SelectMany(Nested)))
            claims[$"extension {extension.ContainingType!.FullName} {extension.Number}"] = file.Name;
        foreach (var type in GeneratedTypes.Messages(file).Concat(GeneratedTypes.Services(file, ServiceParts.Both).Select(static name => name.Split('+')[0])))
        {
            Prefixes("C#", type);
            claims["C# " + type] = file.Name;
        }
        return claims;

        void Prefixes(string kind, string name)
        {
            for (var dot = name.IndexOf('.'); dot > 0; dot = name.IndexOf('.', dot + 1))
                claims[$"{kind} {name[..dot]}"] = Shared;
        }
    }

    private static IEnumerable<FieldDescriptor> Nested(MessageDescriptor message) => message.NestedExtensions.Concat(message.NestedMessages.SelectMany(Nested));
}
