using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Peregrine.Architecture.Tests.Layers;

/// <summary>
/// Reads which types an assembly uses where: base types, interfaces, constraints, attributes, signatures, locals, catch clauses and the tokens in
/// its method bodies. A <c>const</c> leaves no trace in the assembly that reads it, so that use stays unseen.
/// </summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly string _name;

    private CompiledAssembly(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _name = _metadata.GetString(_metadata.GetAssemblyDefinition().Name);
    }

    public MetadataReader Metadata => _metadata;

    public static CompiledAssembly Open(string project) => new(new PEReader(new MemoryStream(File.ReadAllBytes(Repository.AssemblyPath(project)))));

    /// <summary>Simple names of the assemblies that this one needs at run time.</summary>
    public IEnumerable<string> References() => _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name));

    /// <summary>Namespaces of the types that people wrote.</summary>
    public IEnumerable<string> Namespaces() => _metadata.TypeDefinitions.Select(Named).Where(IsWritten).Select(type => type.Namespace).Distinct();

    public IEnumerable<TypeUse> Uses()
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var user = Named(handle);
            if (!IsWritten(user)) continue;
            foreach (var (member, used) in UsesOf(handle))
            {
                var usedMember = used.Kind is HandleKind.MemberReference ? _metadata.GetString(_metadata.GetMemberReference((MemberReferenceHandle)used).Name) : "";
                foreach (var name in TypesOf(used))
                {
                    if (name != user) yield return new TypeUse(user, member, name, usedMember);
                }
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsWritten(TypeName type) => type.Namespace.Length > 0 && type.Name[0] != '<';

    private IEnumerable<(string Member, EntityHandle Used)> UsesOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        if (!type.BaseType.IsNil) yield return ("", type.BaseType);
        foreach (var use in type.GetInterfaceImplementations()) yield return ("", _metadata.GetInterfaceImplementation(use).Interface);
        foreach (var use in Attributes(type.GetCustomAttributes())) yield return ("", use);
        foreach (var use in Constraints(type.GetGenericParameters())) yield return ("", use);

        foreach (var fieldHandle in type.GetFields())
        {
            var field = _metadata.GetFieldDefinition(fieldHandle);
            var name = _metadata.GetString(field.Name);
            foreach (var use in InSignature(types => field.DecodeSignature(types, default))) yield return (name, use);
        }

        foreach (var methodHandle in type.GetMethods())
        {
            var method = _metadata.GetMethodDefinition(methodHandle);
            var name = _metadata.GetString(method.Name);
            foreach (var use in UsesOf(method)) yield return (name, use);
        }
    }

    private IEnumerable<EntityHandle> UsesOf(MethodDefinition method)
    {
        foreach (var use in InSignature(types => method.DecodeSignature(types, default))) yield return use;
        foreach (var use in Attributes(method.GetCustomAttributes())) yield return use;
        foreach (var use in Constraints(method.GetGenericParameters())) yield return use;
        if (method.RelativeVirtualAddress == 0) yield break;

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) yield return body.LocalSignature;
        foreach (var region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch) yield return region.CatchType;
        }

        foreach (var token in IlTokens.Read(body.GetILBytes()!)) yield return token;
    }

    private IEnumerable<EntityHandle> Attributes(CustomAttributeHandleCollection attributes) => attributes.Select(handle => _metadata.GetCustomAttribute(handle).Constructor);

    private IEnumerable<EntityHandle> Constraints(GenericParameterHandleCollection parameters) => parameters
        .SelectMany(handle => _metadata.GetGenericParameter(handle).GetConstraints())
        .Select(handle => _metadata.GetGenericParameterConstraint(handle).Type);

    /// <summary>The types that a type, a member or a signature names.</summary>
    private IEnumerable<TypeName> TypesOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => [Named((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [Named((TypeReferenceHandle)handle)],
        HandleKind.FieldDefinition => [Named(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.MethodDefinition => [Named(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.MemberReference => TypesOf(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification => TypesOf(_metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.TypeSpecification => InSignature(types => _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(types, default)).SelectMany(TypesOf),
        HandleKind.StandaloneSignature => InSignature(types => Decode(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle), types)).SelectMany(TypesOf),
        _ => throw new BadImageFormatException($"{_name}: token {MetadataTokens.GetToken(handle):x8} names no type."),
    };

    private IEnumerable<TypeName> TypesOf(MethodSpecification method) =>
        TypesOf(method.Method).Concat(InSignature(types => method.DecodeSignature(types, default)).SelectMany(TypesOf));

    private static void Decode(StandaloneSignature signature, NamedTypes types)
    {
        if (signature.GetKind() is StandaloneSignatureKind.LocalVariables) signature.DecodeLocalSignature(types, default);
        else signature.DecodeMethodSignature(types, default);
    }

    private static List<EntityHandle> InSignature(Action<NamedTypes> decode)
    {
        var found = new List<EntityHandle>();
        decode(new NamedTypes(found));
        return found;
    }

    private TypeName Named(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? new TypeName(_name, _metadata.GetString(type.Namespace), _metadata.GetString(type.Name)) : Named(outer);
    }

    private TypeName Named(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        if (type.ResolutionScope.Kind is HandleKind.TypeReference) return Named((TypeReferenceHandle)type.ResolutionScope);
        var assembly = _metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name;
        return new TypeName(_metadata.GetString(assembly), _metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }
}
