using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Emitting.Files;

/// <summary>
/// Finds what is right in protobuf and cannot be C#: a <c>csharp_namespace</c> that is none, and types of several files that get one name. Not for concurrent use.
/// </summary>
public sealed class CSharpNames
{
    private readonly Dictionary<string, FileDescriptor> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (FileDescriptor File, string What)> _types = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _findings = [];

    private CSharpNames()
    {
    }

    /// <summary>What is wrong, each in the file that comes later; the files that have nothing to do with it can be written.</summary>
    /// <param name="files">The files of one build, without errors, in an order that does not change, and what is written for them.</param>
    public static IReadOnlyList<Diagnostic> Check(IReadOnlyList<(FileDescriptor File, EmitOptions Options)> files)
    {
        var names = new CSharpNames();
        foreach (var (file, _) in files)
            names.AddNamespaces(file);
        foreach (var (file, options) in files)
            names.AddTypes(file, options);
        return names._findings;
    }

    private void AddNamespaces(FileDescriptor file)
    {
        for (var space = TypeNames.Namespace(file); space.Length > 0; space = Names.ScopeOf(space))
        {
            if (!_namespaces.ContainsKey(space))
                _namespaces.Add(space, file);
        }
    }

    private void AddTypes(FileDescriptor file, EmitOptions options)
    {
        if (file.Options.CsharpNamespace is { Length: > 0 } space && !space.Split('.').All(IsIdentifier))
        {
            _findings.Add(new Diagnostic(
                DiagnosticRules.CSharpNamespace, file.Source, NamespaceSpan(file), $"\"{space}\" is no C# namespace.", "Write names of letters, digits and \"_\" with dots between them."));
            return;
        }
        foreach (var message in file.Messages)
            Add(file, TypeNames.Class(message), message.NameSpan, $"message \"{message.FullName}\"");
        foreach (var type in file.Enums)
            Add(file, type.Name, type.NameSpan, $"enum \"{type.FullName}\"");
        if (options.Services != ServiceParts.None)
        {
            foreach (var service in file.Services)
            {
                Add(file, TypeNames.Class(service), service.NameSpan, $"service \"{service.FullName}\"");
                foreach (var method in service.Methods)
                {
                    CheckClass(file, method.InputType, method.Syntax.Input);
                    CheckClass(file, method.OutputType, method.Syntax.Output);
                }
            }
        }
        Add(file, TypeNames.ReflectionClass(file), NamespaceSpan(file), "descriptor of the file");
        if (file.Extensions.Count > 0)
            Add(file, TypeNames.ExtensionsClass(file), NamespaceSpan(file), "extensions of the file");
    }

    private void CheckClass(FileDescriptor file, MessageDescriptor? type, MethodTypeSyntax place)
    {
        if (type is { IsMapEntry: true })
        {
            _findings.Add(new Diagnostic(
                DiagnosticRules.CSharpMapEntry, file.Source, place.Name.Span, $"\"{type.FullName}\" is the entry of a map, which has no class in C#.", "Write a message of your own with the same fields."));
        }
    }

    private void Add(FileDescriptor file, string name, TextSpan span, string what)
    {
        var fullName = Names.Join(TypeNames.Namespace(file), name);
        if (_namespaces.TryGetValue(fullName, out var other))
        {
            Report(file, span, $"The {what} would be the class {fullName}, and that is the namespace of \"{other.Name}\".");
        }
        else if (!_types.TryGetValue(fullName, out var first))
        {
            _types.Add(fullName, (file, what));
        }
        else if (first.File != file)
        {
            Report(file, span, $"The {what} and the {first.What} of \"{first.File.Name}\" would both be the class {fullName}.");
        }
    }

    private void Report(FileDescriptor file, TextSpan span, string message) => _findings.Add(new Diagnostic(
        DiagnosticRules.CSharpClash, file.Source, span, message, "Rename one of them, or give one of the files another csharp_namespace."));

    // Where the namespace comes from.
    private static TextSpan NamespaceSpan(FileDescriptor file)
    {
        foreach (var option in file.Syntax.Members.OfType<OptionSyntax>())
        {
            if (option.Name.Count == 1 && option.Name[0] is { IsExtension: false, Text: "csharp_namespace" })
                return option.Value.Span;
        }
        return file.Syntax.Members.OfType<PackageSyntax>().FirstOrDefault()?.Name.Span ?? new TextSpan(file.Syntax.Span.Start, 0);
    }

    private static bool IsIdentifier(string part) =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && part.All(static c => char.IsLetterOrDigit(c) || c == '_');
}
