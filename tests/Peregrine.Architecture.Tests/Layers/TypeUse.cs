namespace Peregrine.Architecture.Tests.Layers;

/// <summary>A type names another one, in the given member or, without one, in its own declaration.</summary>
/// <param name="UsedMember">The member of another assembly's type that is called or read; empty for other uses.</param>
internal readonly record struct TypeUse(TypeName User, string Member, TypeName Used, string UsedMember)
{
    public override string ToString() => Member.Length == 0 ? $"{User} uses {Used}" : $"{User}.{Member} uses {Used}";
}
