using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What must stay of a file: itself, its package, its C# namespace, and all that it declares.</summary>
/// <param name="matching">Which declaration of now is which of before.</param>
/// <param name="breaches">Takes what is broken.</param>
/// <param name="baseline">Where to report what concerns no file of now.</param>
internal sealed class FileContract(Matching matching, Breaches breaches, SourceText baseline)
{
    private readonly MessageContract _messages = new(matching, breaches);
    private readonly EnumContract _enums = new(breaches);
    private readonly ServiceContract _services = new(matching, breaches);
    private readonly ExtensionContract _extensions = new(matching, breaches);

    public void Check(FileDescriptor before)
    {
        var now = matching.Of(before);
        if (now is null)
            CheckGone(before);
        else
            CheckPair(before, now);
        foreach (var type in Matching.TypesOf(before))
            CheckType(type, before, now);
        foreach (var extension in AllExtensions(before))
            _extensions.Check(extension, now);
    }

    private void CheckGone(FileDescriptor before)
    {
        var lost = Matching.TypesOf(before).Where(type => matching.Of(type) is null).ToList();
        var services = lost.OfType<ServiceDescriptor>().Select(service => service.FullName).ToList();
        var names = lost.Count == 0 ? "what it declared stands elsewhere" : "with it " + string.Join(", ", lost.Take(5).Select(type => type.FullName)) + (lost.Count > 5 ? ", …" : "");
        breaches.Add(new Breach(DiagnosticRules.FileGone, baseline, default, $"The file \"{before.Name}\" is gone; {names}.")
        {
            Wire = services.Count > 0 ? $"calls of {string.Join(", ", services)} fail with UNIMPLEMENTED" : null,
            CSharp = lost.Count > 0 ? "its types no longer exist" : "files that import it, and the class that describes it, no longer compile",
            Remedy = "Keep the file; one that only imports the new place with \"import public\" will do for what moved.",
        });
    }

    private void CheckPair(FileDescriptor before, FileDescriptor now)
    {
        var (oldSpace, newSpace) = (CSharpNames.Namespace(before), CSharpNames.Namespace(now));
        if (before.Package != now.Package)
        {
            breaches.Add(Breaches.At(DiagnosticRules.PackageChanged, now, PackageSpan(now), $"The package was \"{before.Package}\" and is \"{now.Package}\".",
                $"Keep the package; offer another one beside it, as a file of its own.") with
            {
                Wire = "the package is part of every method's path and of every type in an Any",
                Json = "the package is part of every type in an Any",
                CSharp = oldSpace == newSpace ? null : $"the namespace {oldSpace} is {newSpace} now",
            });
        }
        else if (oldSpace != newSpace)
        {
            breaches.Add(Breaches.At(DiagnosticRules.CSharpNamespaceChanged, now, NamespaceSpan(now), $"The C# namespace was {oldSpace} and is {newSpace}.",
                $"Write: option csharp_namespace = \"{oldSpace}\";") with
            {
                CSharp = $"using {oldSpace} no longer brings its types",
            });
        }
    }

    private void CheckType(Descriptor before, FileDescriptor file, FileDescriptor? fileNow)
    {
        if (matching.Of(before) is not { } now)
        {
            if (fileNow is not null)
                ReportGone(before, fileNow);
            return;
        }
        CheckMove(before, now, file, fileNow);
        CheckName(before, now);
        if (before is MessageDescriptor message)
            _messages.Check(message, (MessageDescriptor)now);
        else if (before is EnumDescriptor @enum)
            _enums.Check(@enum, (EnumDescriptor)now);
        else if (before is ServiceDescriptor service)
            _services.Check(service, (ServiceDescriptor)now);
    }

    // Within the file, the file says it for all of its types.
    private void CheckMove(Descriptor before, Descriptor now, FileDescriptor file, FileDescriptor? fileNow)
    {
        var (oldSpace, newSpace) = (CSharpNames.Namespace(file), CSharpNames.Namespace(now.File));
        if (now.File.Name == fileNow?.Name || oldSpace == newSpace || now is MessageDescriptor { ContainingType: not null } or EnumDescriptor { ContainingType: not null })
            return;
        breaches.Add(Breaches.At(DiagnosticRules.CSharpNamespaceChanged, now, $"\"{before.FullName}\" was in the C# namespace {oldSpace} and is in {newSpace}.",
            "Give both files the same csharp_namespace, or leave the type where it was.") with
        {
            CSharp = $"{oldSpace}.{before.Name} no longer exists",
        });
    }

    private void CheckName(Descriptor before, Descriptor now)
    {
        var isSameName = before.Name == now.Name;
        if (isSameName)
            return;
        var isService = before is ServiceDescriptor;
        breaches.Add(Breaches.At(RuleOf(before), now, $"{Kind(before)} \"{before.FullName}\" was renamed to \"{now.Name}\".", $"Keep the name \"{before.Name}\".") with
        {
            Wire = isService ? "the name is part of every method's path, so calls fail with UNIMPLEMENTED" : null,
            CSharp = $"{before.Name} no longer exists",
        });
    }

    private void ReportGone(Descriptor before, FileDescriptor fileNow)
    {
        var outer = before switch
        {
            MessageDescriptor message => message.ContainingType,
            EnumDescriptor @enum => @enum.ContainingType,
            _ => null,
        };
        // It went with what was around it.
        if (outer is not null && matching.Of(outer) is null)
            return;
        var around = outer is null ? null : matching.Of(outer);
        var isService = before is ServiceDescriptor;
        breaches.Add(Breaches.At(RuleOf(before), around?.File ?? fileNow, around?.NameSpan ?? PackageSpan(fileNow), $"{Kind(before)} \"{before.FullName}\" is gone.",
            isService ? "Keep it with option deprecated = true until nobody calls it." : "Keep it with option deprecated = true.") with
        {
            Wire = isService ? "calls of its methods fail with UNIMPLEMENTED" : null,
            CSharp = $"{before.Name} no longer exists",
        });
    }

    private static DiagnosticRule RuleOf(Descriptor type) => type switch
    {
        MessageDescriptor => DiagnosticRules.MessageGone,
        EnumDescriptor => DiagnosticRules.EnumGone,
        _ => DiagnosticRules.ServiceGone,
    };

    private static string Kind(Descriptor type) => type switch
    {
        MessageDescriptor => "The message",
        EnumDescriptor => "The enum",
        _ => "The service",
    };

    private static IEnumerable<FieldDescriptor> AllExtensions(FileDescriptor file) =>
        file.Extensions.Concat(Matching.TypesOf(file).OfType<MessageDescriptor>().SelectMany(message => message.NestedExtensions));

    private static TextSpan PackageSpan(FileDescriptor file) => Places.Statement<PackageSyntax>(file.Syntax.Members)?.Span ?? new TextSpan(file.Syntax.SyntaxStatement?.Span.Start ?? 0, 0);

    private static TextSpan NamespaceSpan(FileDescriptor file) => Places.Option(file.Syntax.Members, "csharp_namespace")?.Span ?? PackageSpan(file);
}
