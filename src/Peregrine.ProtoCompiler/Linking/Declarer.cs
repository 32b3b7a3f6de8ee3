using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Enters all names of a file into the symbol table.</summary>
internal sealed class Declarer(SymbolTable symbols, LinkedFile file)
{
    private readonly Coexistence _coexistence = new(file.Descriptor);

    public void Declare()
    {
        var descriptor = file.Descriptor;
        if (symbols.TryAddPackage(descriptor) is { } conflict)
        {
            var span = descriptor.Syntax.Members.OfType<Syntax.PackageSyntax>().First().Name.Span;
            file.Diagnostics.Report(DiagnosticRules.DuplicateName, span,
                $"The package \"{conflict.Name}\" has the name of {Kinds.Describe(conflict.Other)} in \"{conflict.Other.File.Name}\".");
        }
        foreach (var message in descriptor.Messages)
            DeclareMessage(message);
        foreach (var @enum in descriptor.Enums)
            DeclareEnum(@enum);
        foreach (var extension in descriptor.Extensions)
            Add(extension);
        foreach (var service in descriptor.Services)
        {
            foreach (var method in service.Methods)
                Add(method);
            Add(service);
        }
    }

    private void DeclareMessage(MessageDescriptor message)
    {
        foreach (var oneof in message.Oneofs)
            Add(oneof);
        foreach (var field in message.Fields)
            Add(field);
        foreach (var @enum in message.NestedEnums)
            DeclareEnum(@enum);
        foreach (var extension in message.NestedExtensions)
            Add(extension);
        foreach (var nested in message.NestedMessages)
            DeclareMessage(nested);
        Add(message);
    }

    private void DeclareEnum(EnumDescriptor @enum)
    {
        foreach (var value in @enum.Values)
            Add(value);
        Add(@enum);
    }

    private void Add(Descriptor descriptor)
    {
        var existing = symbols.TryAdd(descriptor, _coexistence.IsAllowed);
        if (existing is null || descriptor.Name.Length == 0)
            return;
        var other = existing as Descriptor;
        var where = other is null ? ""
            : other.File != file.Descriptor ? $" in \"{other.File.Name}\""
            : $" in line {file.Descriptor.Source.GetPosition(other.NameSpan.Start).Line + 1}";
        var what = Kinds.Describe(existing);
        file.Diagnostics.Report(DiagnosticRules.DuplicateName, descriptor.NameSpan,
            $"\"{descriptor.FullName}\" is already defined{where} as {what}.", HintFor(descriptor, other));
    }

    private static string? HintFor(Descriptor descriptor, Descriptor? other)
    {
        if (descriptor is EnumValueDescriptor value && other is not EnumValueDescriptor { Type: var type } || descriptor is EnumValueDescriptor { Type: var a } && other is EnumValueDescriptor { Type: var b } && a != b)
        {
            var scope = Names.ScopeOf(descriptor.FullName);
            return $"Values of an enum are siblings of it, so they must be unique within {(scope.Length == 0 ? "the global scope" : $"\"{scope}\"")}; begin them with the name of their enum.";
        }
        if (descriptor is MessageDescriptor { IsMapEntry: true } or FieldDescriptor && other is MessageDescriptor { IsMapEntry: true })
            return "A map field declares a message for its entries.";
        return null;
    }
}
